"""Sentences of many kinds that no letter of the shared set holds: days to keep, what looks like one, cited documents,
who is charged, and how often."""

from __future__ import annotations

import pytest

#: a sentence of a letter of 2025-09-10, and the days it asks to keep (None: counted from what only the office knows)
DAYS: tuple[tuple[str, tuple[str | None, ...]], ...] = (
    ("gửi báo cáo về Sở Nội vụ trước ngày 25/9/2025.", ("2025-09-24",)),
    ("gửi báo cáo về Sở Nội vụ chậm nhất là ngày 25/9/2025.", ("2025-09-25",)),
    ("gửi kết quả trước 16 giờ 30 phút ngày 19/9/2025.", ("2025-09-19",)),
    ("gửi kết quả trước 16h30' ngày 19/9/2025 (thứ Sáu).", ("2025-09-19",)),
    ("gửi kết quả trước 10h00, ngày 19 tháng 9 năm 2025 để tổng hợp.", ("2025-09-19",)),
    ("báo cáo kết quả về Sở (qua Phòng Nghiệp vụ Y) trước 17 giờ ngày 30 tháng 9 năm 2025.", ("2025-09-30",)),
    (
        "hoàn thành xong trước ngày 15 tháng 10 năm 2025 và báo cáo kết quả trước ngày 20 tháng 10 năm 2025.",
        ("2025-10-14", "2025-10-19"),
    ),
    ("xây dựng kế hoạch trước ngày 20/9/2025; báo cáo kết quả trước ngày 15/12/2025.", ("2025-09-19", "2025-12-14")),
    ("Thời gian hoàn thành: trước ngày 30/9/2025.", ("2025-09-29",)),
    ("Thời hạn: 30/9/2025.", ("2025-09-30",)),
    ("Thời gian hoàn thành: Quý IV/2025.", ("2025-12-31",)),
    ("Thời hạn hoàn thành trong tháng 10/2025.", ("2025-10-31",)),
    ("hoàn thành trong quý IV năm 2025.", ("2025-12-31",)),
    ("hoàn thành trong năm 2025.", ("2025-12-31",)),
    ("hoàn thành trước 31/12/2025.", ("2025-12-30",)),
    ("Hoàn thành chậm nhất trong tháng 11 năm 2025.", ("2025-11-30",)),
    ("báo cáo kết quả thực hiện về UBND tỉnh (qua Sở Tài chính) chậm nhất ngày 05/10/2025.", ("2025-10-05",)),
    ("báo cáo trong ngày 12/9/2025.", ("2025-09-12",)),
    ("gửi danh sách về Văn phòng trong ngày 12/9.", ("2025-09-12",)),
    ("gửi danh sách về Văn phòng trước ngày 05/01.", ("2026-01-04",)),
    ("gửi báo cáo trước ngày 20 tháng 9 để tổng hợp, báo cáo UBND tỉnh trước ngày 25 tháng 9.", ("2025-09-19",)),
    ("trong thời hạn 05 ngày làm việc kể từ ngày nhận được Công văn này.", (None,)),
    ("trong thời hạn 10 ngày kể từ ngày ký ban hành văn bản này.", ("2025-09-20",)),
    ("trong vòng 03 ngày làm việc kể từ ngày ban hành Công văn này.", ("2025-09-15",)),
    ("chậm nhất sau 02 ngày làm việc kể từ khi nhận được văn bản này, phải có báo cáo.", (None,)),
    ("chậm nhất 05 ngày kể từ ngày kết thúc hội nghị.", (None,)),
    ("gửi báo cáo chậm nhất vào ngày 18/9/2025.", ("2025-09-18",)),
    ("Báo cáo gửi về Ban Tổ chức trước ngày 18-9-2025.", ("2025-09-17",)),
    ("Báo cáo gửi về Ban Tổ chức trước ngày 18.9.2025.", ("2025-09-17",)),
    ("hoàn thành việc rà soát xong trong tháng 9 năm 2025.", ("2025-09-30",)),
    ("hoàn thành trước ngày 30 tháng này.", ("2025-09-29",)),
    ("hoàn thành việc đăng ký đến hết ngày 30/9/2025.", ("2025-09-30",)),
    ("nộp hồ sơ trước 17h00 ngày 20/9/2025 và bản mềm trước 11h00 ngày 21/9/2025.", ("2025-09-20", "2025-09-21")),
    ("Muộn nhất 15/10/2025 phải hoàn thành công tác bàn giao.", ("2025-10-15",)),
    ("yêu cầu hoàn thành toàn bộ công việc vào cuối tháng 10/2025.", ("2025-10-31",)),
    ("phấn đấu hoàn thành trước ngày 30/11/2025.", ("2025-11-29",)),
    ("gửi về Sở Y tế trước ngày 15 và 30 hằng tháng.", ()),
    ("báo cáo trước ngày 25 hằng tháng.", ()),
    ("Báo cáo 6 tháng gửi trước ngày 15/6, báo cáo năm gửi trước ngày 15/12 hằng năm.", ()),
    ("đánh giá kết quả 9 tháng đầu năm 2025 và phương hướng những tháng cuối năm.", ()),
    ("tổng hợp số liệu từ ngày 01/01/2025 đến ngày 31/8/2025.", ()),
    ("thống kê các trường hợp vi phạm tính đến ngày 31/8/2025.", ()),
    ("số liệu tính từ 15/12/2024 đến 14/9/2025.", ()),
    ("thực hiện tốt Nghị quyết số 12-NQ/TU ngày 01/10/2025 của Tỉnh ủy.", ()),
    ("tham dự Lễ phát động vào lúc 8 giờ 00 ngày 20/9/2025 tại Hội trường.", ()),
    ("tổ chức Ngày hội Đại đoàn kết vào ngày 18/11/2025.", ()),
    ("triển khai Kế hoạch phát triển kinh tế - xã hội năm 2026.", ()),
    ("quyết toán ngân sách năm 2024.", ()),
    ("Bộ luật có hiệu lực từ ngày 01/01/2026.", ()),
    ("giai đoạn 2026 - 2030, tầm nhìn đến năm 2045.", ()),
    ("Tổ chức lấy mẫu từ ngày 15/9/2025 đến ngày 20/9/2025.", ()),
    ("Kế hoạch này thay thế Kế hoạch ngày 05/10/2025.", ()),
    ("rà soát hồ sơ cấp trước ngày 01/7/2025.", ()),
    ("đối với đất sử dụng trước ngày 15/10/1993, căn cứ hồ sơ để xác nhận.", ()),
    ("chuẩn bị Đại hội nhiệm kỳ 2025 - 2030.", ()),
    ("Gửi đăng ký qua địa chỉ email phongnv@x.gov.vn trước 16h00' ngày 15/9/2025.", ("2025-09-15",)),
    ("có văn bản trả lời trước ngày 17/9/2025, quá thời hạn trên coi như thống nhất.", ("2025-09-16",)),
    (
        "Ý kiến tham gia gửi về Sở Tư pháp trước ngày 17/9/2025; nếu quá ngày 17/9/2025 không có ý kiến coi như đồng ý.",
        ("2025-09-16",),
    ),
    ("tham mưu UBND tỉnh ban hành Kế hoạch trong tháng 9/2025.", ("2025-09-30",)),
    ("trình HĐND tỉnh tại kỳ họp cuối năm 2025.", ()),
    ("báo cáo UBND tỉnh trước ngày 20 tháng cuối quý.", ()),
    ("hoàn thành 100% trước ngày 01/11/2025.", ("2025-10-31",)),
    ("Thời gian thực hiện: Tháng 9, tháng 10 năm 2025.", ()),
    ("Thời gian hoàn thành: Tháng 10/2025.", ("2025-10-31",)),
    ("Thời gian: xong trước 30/9/2025.", ("2025-09-29",)),
    ("tổng kết vào cuối năm 2025 và báo cáo kết quả trước ngày 10/12/2025.", ("2025-12-09",)),
    ("gửi kết quả về Sở trước 14h00 thứ Sáu, ngày 12/9/2025.", ("2025-09-12",)),
    ("gửi kết quả về Sở trước thứ Sáu (ngày 12/9/2025).", ("2025-09-11",)),
    ("ngay trong ngày 11/9/2025 phải báo cáo tình hình thiệt hại.", ("2025-09-11",)),
    ("Đến ngày 30/9/2025 phải hoàn thành việc giải ngân.", ("2025-09-30",)),
    ("Đến 30/9/2025 giải ngân đạt trên 70% kế hoạch vốn.", ("2025-09-30",)),
    ("phấn đấu đến hết năm 2025 giải ngân 100% kế hoạch vốn.", ("2025-12-31",)),
    ("Đến cuối năm 2025, 100% thủ tục hành chính được cung cấp trực tuyến.", ("2025-12-31",)),
    ("hoàn thành trước Tết Nguyên đán Bính Ngọ 2026.", ()),
    ("Chậm nhất 15 ngày trước ngày tổ chức đại hội, gửi hồ sơ về Ban Tổ chức.", (None,)),
    ("hoàn thành trong 30 ngày kể từ ngày Quyết định này có hiệu lực.", (None,)),
    ("nộp về Kho bạc trước 16 giờ hằng ngày.", ()),
    ("gửi báo cáo nhanh trước 07 giờ 30 phút và 16 giờ 30 phút hằng ngày.", ()),
    ("giải quyết dứt điểm trước ngày 30/9, báo cáo trước 05/10.", ("2025-09-29", "2025-10-04")),
    ("khẩn trương báo cáo trước 11h ngày mai 11/9/2025.", ("2025-09-11",)),
    ("gửi trước ngày 15 tháng 10 năm 2025 (bản giấy có ký tên, đóng dấu và file mềm).", ("2025-10-14",)),
    ("Thời gian gửi báo cáo: Báo cáo định kỳ gửi trước ngày 15/11/2025.", ("2025-11-14",)),
    (
        "gửi báo cáo về Phòng Kinh tế trước ngày 20/9/2025 để tổng hợp, tham mưu UBND xã báo cáo UBND tỉnh trước ngày 25/9/2025.",
        ("2025-09-19",),
    ),
    ("hạn cuối nhận bài dự thi: 17 giờ 00 ngày 30/10/2025.", ("2025-10-30",)),
    ("Hạn chót 20/9/2025.", ("2025-09-20",)),
    ("thời hạn gửi trước ngày 20/9/2025.", ("2025-09-19",)),
    ("thời hạn báo cáo là ngày 20/9/2025.", ("2025-09-20",)),
    ("triển khai xong trước mùa mưa bão năm 2026.", ()),
    ("trước ngày 10 của tháng đầu quý sau gửi báo cáo.", ()),
    ("không quá 05 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ.", (None,)),
    ("trong thời gian 07 ngày làm việc, kể từ ngày nhận được công văn này.", (None,)),
    ("sau 05 ngày kể từ ngày nhận được văn bản này, nếu không có ý kiến thì coi như đồng ý.", (None,)),
    ("trong vòng 24 giờ kể từ khi phát hiện ca bệnh.", (None,)),
    ("hoàn thành và báo cáo kết quả trước ngày\xa030/9/2025.", ("2025-09-29",)),
    ("Thời hạn nộp: chậm nhất 17 giờ 00 phút ngày 30 tháng 9 năm 2025 (tính theo dấu bưu điện).", ("2025-09-30",)),
    (
        "Yêu cầu báo cáo kết quả (lần 1 trước ngày 30/9/2025, lần 2 trước ngày 30/11/2025).",
        ("2025-09-29", "2025-11-29"),
    ),
    ("Đợt 1: hoàn thành trước ngày 30/9/2025; đợt 2: hoàn thành trước ngày 30/11/2025.", ("2025-09-29", "2025-11-29")),
)

#: a citation, and the type, number, symbol, day and issuer of each document in it
CITED: tuple[tuple[str, tuple[tuple[str | None, ...], ...]], ...] = (
    (
        "Thực hiện Công văn số 2167/UBND-KTTH ngày 16/5/2023 của UBND tỉnh về việc abc",
        (("Công văn", "2167", "UBND-KTTH", "2023-05-16", "UBND tỉnh"),),
    ),
    (
        "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;",
        (("Nghị định", "30/2020", "NĐ-CP", "2020-03-05", "Chính phủ"),),
    ),
    (
        "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16 tháng 6 năm 2025;",
        (("Luật", "72/2025", "QH15", "2025-06-16", None),),
    ),
    ("Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;", ()),
    (
        "Thực hiện Kết luận số 127-KL/TW, ngày 28/02/2025 của Bộ Chính trị, Ban Bí thư;",
        (("Kết luận", "127", "KL/TW", "2025-02-28", "Bộ Chính trị, Ban Bí thư"),),
    ),
    (
        "Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về đột phá phát triển khoa học;",
        (("Nghị quyết", "57", "NQ/TW", "2024-12-22", "Bộ Chính trị"),),
    ),
    (
        "Thực hiện Công điện số 123/CĐ-TTg ngày 05/8/2025 của Thủ tướng Chính phủ về việc khắc phục",
        (("Công điện", "123", "CĐ-TTg", "2025-08-05", "Thủ tướng Chính phủ"),),
    ),
    ("theo Tờ trình số 45/TTr-STC ngày 01/9/2025", (("Tờ trình", "45", "TTr-STC", "2025-09-01", None),)),
    (
        "tại Quyết định số 1234/QĐ-UBND ngày 02 tháng 8 năm 2025 và Quyết định số 1235/QĐ-UBND ngày 03/8/2025 của UBND tỉnh",
        (
            ("Quyết định", "1234", "QĐ-UBND", "2025-08-02", "UBND tỉnh"),
            ("Quyết định", "1235", "QĐ-UBND", "2025-08-03", "UBND tỉnh"),
        ),
    ),
    (
        "các Công văn: số 12/SNV-CCVC ngày 02/01/2025, số 45/SNV-CCVC ngày 03/02/2025 của Sở Nội vụ",
        (
            ("Công văn", "12", "SNV-CCVC", "2025-01-02", "Sở Nội vụ"),
            ("Công văn", "45", "SNV-CCVC", "2025-02-03", "Sở Nội vụ"),
        ),
    ),
    (
        "Thông tư liên tịch số 01/2016/TTLT-BTNMT-BNV-BTC ngày 08/01/2016",
        (("Thông tư liên tịch", "01/2016", "TTLT-BTNMT-BNV-BTC", "2016-01-08", None),),
    ),
    (
        "Thông tư số 05/2025/TT-BNV ngày 24/6/2025 của Bộ trưởng Bộ Nội vụ hướng dẫn",
        (("Thông tư", "05/2025", "TT-BNV", "2025-06-24", "Bộ trưởng Bộ Nội vụ"),),
    ),
    (
        "Văn bản số 4678/BNV-CCVC ngày 01/7/2025 của Bộ Nội vụ",
        (("Công văn", "4678", "BNV-CCVC", "2025-07-01", "Bộ Nội vụ"),),
    ),
    (
        "Giấy mời số 45/GM-UBND ngày 10/9/2025 của UBND tỉnh",
        (("Giấy mời", "45", "GM-UBND", "2025-09-10", "UBND tỉnh"),),
    ),
    (
        "Hướng dẫn số 01-HD/BTCTW, ngày 10/1/2018 của Ban Tổ chức Trung ương",
        (("Hướng dẫn", "01", "HD/BTCTW", "2018-01-10", "Ban Tổ chức Trung ương"),),
    ),
    (
        "Chương trình số 20-CTr/TU ngày 20/7/2025 của Tỉnh ủy",
        (("Chương trình", "20", "CTr/TU", "2025-07-20", "Tỉnh ủy"),),
    ),
    (
        "Chương trình hành động số 32-CTr/TU ngày 20/7/2025 của Ban Thường vụ Tỉnh ủy",
        (("Chương trình hành động", "32", "CTr/TU", "2025-07-20", "Ban Thường vụ Tỉnh ủy"),),
    ),
    (
        "Kế hoạch số 99-KH/ĐU ngày 20/7/2025 của Ban Thường vụ Đảng ủy xã",
        (("Kế hoạch", "99", "KH/ĐU", "2025-07-20", "Ban Thường vụ Đảng ủy xã"),),
    ),
    (
        "Nghị quyết số 202/2025/QH15 ngày 12/6/2025 của Quốc hội về việc sắp xếp đơn vị hành chính cấp tỉnh",
        (("Nghị quyết", "202/2025", "QH15", "2025-06-12", "Quốc hội"),),
    ),
    (
        "Nghị quyết số 1680/NQ-UBTVQH15 ngày 16/6/2025 của Ủy ban Thường vụ Quốc hội",
        (("Nghị quyết", "1680", "NQ-UBTVQH15", "2025-06-16", "Ủy ban Thường vụ Quốc hội"),),
    ),
    (
        "Kế hoạch số 12/KH-MTTQ-BTT ngày 03/9/2025 của Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh",
        (("Kế hoạch", "12", "KH-MTTQ-BTT", "2025-09-03", "Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh"),),
    ),
    (
        "Công văn số 512-CV/TĐTN-PT ngày 03/9/2025 của Ban Thường vụ Tỉnh đoàn",
        (("Công văn", "512", "CV/TĐTN-PT", "2025-09-03", "Ban Thường vụ Tỉnh đoàn"),),
    ),
    (
        "Công văn số 88/HND-KTXH ngày 01/8/2025 của Hội Nông dân tỉnh",
        (("Công văn", "88", "HND-KTXH", "2025-08-01", "Hội Nông dân tỉnh"),),
    ),
    (
        "Công văn số 1023/EVN-KD ngày 01/8/2025 của Công ty Điện lực",
        (("Công văn", "1023", "EVN-KD", "2025-08-01", "Công ty Điện lực"),),
    ),
    (
        "Thông báo số 15/TB-TAND ngày 05/8/2025 của Tòa án nhân dân khu vực 3",
        (("Thông báo", "15", "TB-TAND", "2025-08-05", "Tòa án nhân dân khu vực 3"),),
    ),
    (
        "Kiến nghị số 05/KN-VKS ngày 05/8/2025 của Viện Kiểm sát nhân dân khu vực 2",
        (("Kiến nghị", "05", "KN-VKS", "2025-08-05", "Viện Kiểm sát nhân dân khu vực 2"),),
    ),
    (
        "Công văn số 3176B/SYT-NVY ngày 05/8/2025 của Sở Y tế",
        (("Công văn", "3176B", "SYT-NVY", "2025-08-05", "Sở Y tế"),),
    ),
    ("Chỉ thị số 24/CT-TTg ngày 05/8/2025", (("Chỉ thị", "24", "CT-TTg", "2025-08-05", None),)),
    ("Chỉ thị 24/CT-TTg của Thủ tướng Chính phủ", (("Chỉ thị", "24", "CT-TTg", None, "Thủ tướng Chính phủ"),)),
    ("tỷ lệ 35/48 xã đạt chuẩn, 12/15 tiêu chí", ()),
    ("số điện thoại 0913.456.789 hoặc 02603-862-222", ()),
    ("tài khoản số 3713.0.1054321.00000 mở tại Kho bạc", ()),
    ("QCVN 01:2021/BXD và TCVN 5945-2010", ()),
    (
        "Quyết định số 08/2025/QĐ-UBND ngày 15/3/2025 của UBND tỉnh ban hành Quy định",
        (("Quyết định", "08/2025", "QĐ-UBND", "2025-03-15", "UBND tỉnh"),),
    ),
    ("Phương án số 3/PA-UBND ngày 15/3/2025", (("Phương án", "3", "PA-UBND", "2025-03-15", None),)),
    (
        "Biên bản số 01/BB-HĐTĐ ngày 15/3/2025 của Hội đồng thẩm định",
        (("Biên bản", "01", "BB-HĐTĐ", "2025-03-15", "Hội đồng thẩm định"),),
    ),
    (
        "Công văn số 2189/UBND-NC, ngày 12-9-2024, của Uỷ ban nhân dân tỉnh",
        (("Công văn", "2189", "UBND-NC", "2024-09-12", "Uỷ ban nhân dân tỉnh"),),
    ),
    (
        "Công văn hỏa tốc số 2189/UBND-NC ngày 12/9/2024 của UBND tỉnh",
        (("Công văn", "2189", "UBND-NC", "2024-09-12", "UBND tỉnh"),),
    ),
    ("Nghị quyết 18 của Trung ương", ()),
    (
        "Báo cáo số 345/BC-UBND ngày 12/9/2024 của UBND các xã",
        (("Báo cáo", "345", "BC-UBND", "2024-09-12", "UBND các xã"),),
    ),
    (
        "Công văn số 77/HĐND-VP ngày 1/9/2025 của Thường trực HĐND tỉnh và Công văn số 99/UBND-TH ngày 2/9/2025",
        (
            ("Công văn", "77", "HĐND-VP", "2025-09-01", "Thường trực HĐND tỉnh"),
            ("Công văn", "99", "UBND-TH", "2025-09-02", None),
        ),
    ),
    (
        "Thông báo kết luận số 112/TB-VP ngày 02/9/2025 của Văn phòng UBND tỉnh",
        (("Thông báo", "112", "TB-VP", "2025-09-02", "Văn phòng UBND tỉnh"),),
    ),
    (
        "Thông báo số 223-TB/VPTU ngày 02/9/2025 của Văn phòng Tỉnh ủy",
        (("Thông báo", "223", "TB/VPTU", "2025-09-02", "Văn phòng Tỉnh ủy"),),
    ),
    (
        "Quy định số 178-QĐ/TW ngày 27/6/2024 của Bộ Chính trị",
        (("Quy định", "178", "QĐ/TW", "2024-06-27", "Bộ Chính trị"),),
    ),
    (
        "Nghị định số 178/2024/NĐ-CP, số 67/2025/NĐ-CP của Chính phủ",
        (("Nghị định", "178/2024", "NĐ-CP", None, "Chính phủ"), ("Nghị định", "67/2025", "NĐ-CP", None, "Chính phủ")),
    ),
    (
        "Công văn số: 1234 /STNMT-QLĐĐ ngày 3/3/2025 của Sở Tài nguyên và Môi trường",
        (("Công văn", "1234", "STNMT-QLĐĐ", "2025-03-03", "Sở Tài nguyên và Môi trường"),),
    ),
    (
        "Quyết định số 5867/QĐ-BYT của Bộ Y tế ngày 3/3/2025",
        (("Quyết định", "5867", "QĐ-BYT", "2025-03-03", "Bộ Y tế"),),
    ),
    (
        "Luật Đất đai số 31/2024/QH15; Luật Nhà ở số 27/2023/QH15",
        (("Luật", "31/2024", "QH15", None, None), ("Luật", "27/2023", "QH15", None, None)),
    ),
    (
        "Công văn số 12/CAX-TH ngày 2/9/2025 của Công an xã Tân Sơn",
        (("Công văn", "12", "CAX-TH", "2025-09-02", "Công an xã Tân Sơn"),),
    ),
    (
        "Kế hoạch số 1234/KH-BCH ngày 2/9/2025 của Bộ Chỉ huy Quân sự tỉnh",
        (("Kế hoạch", "1234", "KH-BCH", "2025-09-02", "Bộ Chỉ huy Quân sự tỉnh"),),
    ),
    (
        "Công văn số 1234/BHXH-TST của Bảo hiểm xã hội tỉnh",
        (("Công văn", "1234", "BHXH-TST", None, "Bảo hiểm xã hội tỉnh"),),
    ),
    (
        "Công văn số 1234/NHCS-KHTD ngày 2/9/2025 của Ngân hàng Chính sách xã hội",
        (("Công văn", "1234", "NHCS-KHTD", "2025-09-02", "Ngân hàng Chính sách xã hội"),),
    ),
)

#: an order, and what is told of it
CHARGED: tuple[tuple[str, dict[str, object]], ...] = (
    ("UBND các xã, phường rà soát, báo cáo kết quả.", {"concerns": "yes"}),
    ("UBND cấp xã tổ chức thực hiện.", {"concerns": "yes"}),
    ("Ủy ban nhân dân các xã, phường, đặc khu chủ động triển khai.", {"concerns": "yes"}),
    ("Đề nghị Chủ tịch UBND các xã, phường chỉ đạo rà soát.", {"concerns": "yes"}),
    ("Đảng ủy các xã, phường lãnh đạo công tác tuyên truyền.", {"concerns": "yes"}),
    ("HĐND các xã, phường tổ chức giám sát.", {"concerns": "yes"}),
    (
        "Sở Nội vụ chủ trì, phối hợp với UBND các xã, phường rà soát.",
        {"concerns": "no", "lead": ("Sở Nội vụ",), "coordinate": ("UBND các xã, phường",)},
    ),
    ("Công an tỉnh chỉ đạo Công an các xã, phường tuần tra.", {"concerns": "no"}),
    ("Sở Y tế hướng dẫn UBND các xã, phường triển khai tiêm chủng.", {"concerns": "no"}),
    ("Các sở, ban, ngành; UBND các xã, phường căn cứ chức năng, nhiệm vụ triển khai thực hiện.", {"concerns": "yes"}),
    ("Các cơ quan, đơn vị, địa phương nghiêm túc thực hiện.", {"concerns": "maybe"}),
    ("Các địa phương rà soát, thống kê.", {"concerns": "maybe"}),
    ("Thủ trưởng các cơ quan, đơn vị chịu trách nhiệm tổ chức thực hiện.", {"concerns": "maybe"}),
    ("Văn phòng UBND tỉnh theo dõi, đôn đốc.", {"concerns": "no"}),
    ("Trạm Y tế các xã, phường tổ chức khám sàng lọc.", {"concerns": "maybe"}),
    ("Các chủ đầu tư đẩy nhanh tiến độ giải ngân.", {"concerns": "maybe"}),
    ("Ủy ban MTTQ Việt Nam các xã, phường vận động Nhân dân.", {"concerns": "maybe"}),
    ("Yêu cầu các cấp, các ngành tập trung thực hiện.", {"concerns": "maybe"}),
    ("Các trường học trên địa bàn tổ chức khai giảng.", {"concerns": "no"}),
    ("UBND thành phố, thị xã, các huyện chỉ đạo UBND các xã, phường thực hiện.", {"concerns": "maybe"}),
    ("UBND các xã khẩn trương rà soát.", {"kind": "urgent"}),
    ("UBND các xã báo cáo ngay khi có tình huống phát sinh.", {"kind": "standing"}),
    ("UBND các xã triển khai ngay các biện pháp phòng chống.", {"kind": "urgent"}),
    ("UBND các xã định kỳ hằng tháng báo cáo Sở Nội vụ.", {"kind": "recurring", "every": "month"}),
    ("UBND các xã báo cáo hằng tuần vào thứ Sáu.", {"kind": "recurring", "every": "week"}),
    ("UBND các xã định kỳ 6 tháng, hằng năm báo cáo kết quả.", {"kind": "recurring", "every": "half"}),
    ("UBND các xã định kỳ báo cáo kết quả.", {"kind": "standing", "every": None}),
    ("UBND các xã định kỳ (quý, 6 tháng, năm) báo cáo UBND tỉnh.", {"kind": "recurring", "every": "quarter"}),
    ("UBND các xã báo cáo định kỳ 03 tháng/lần.", {"kind": "recurring", "every": "quarter"}),
    ("UBND các xã tổ chức giao ban 02 lần/tháng.", {"kind": "recurring"}),
    ("UBND các xã gửi báo cáo trước ngày 15 hằng tháng.", {"kind": "recurring", "every": "month"}),
    ("UBND các xã gửi báo cáo trước ngày 25 của tháng cuối quý.", {"kind": "recurring", "every": "quarter"}),
    (
        "UBND các xã gửi báo cáo quý trước ngày 15 của tháng cuối quý, báo cáo năm trước ngày 15/12 hằng năm.",
        {"kind": "recurring", "every": "quarter"},
    ),
    (
        "UBND các xã xây dựng kế hoạch, lộ trình cụ thể theo từng tuần, từng tháng để thực hiện.",
        {"kind": "standing", "every": None},
    ),
    ("UBND các xã chia nhỏ công việc theo từng tuần, phân công rõ người.", {"kind": "standing", "every": None}),
    ("UBND các xã lập kế hoạch giải ngân chi tiết theo từng tháng, từng quý.", {"kind": "standing", "every": None}),
    ("UBND các xã rà soát tiến độ theo từng tuần.", {"kind": "recurring", "every": "week"}),
    ("UBND các xã báo cáo tiến độ theo từng tháng về Sở Tài chính.", {"kind": "recurring", "every": "month"}),
    ("UBND các xã thực hiện Kế hoạch hằng năm của tỉnh.", {"kind": "standing", "every": None}),
    ("UBND các xã hằng năm rà soát, điều chỉnh kế hoạch.", {"kind": "recurring", "every": "year"}),
    ("UBND các xã mỗi quý một lần tổ chức đối thoại.", {"kind": "recurring", "every": "quarter"}),
    ("UBND các xã tổ chức ra quân dọn vệ sinh vào thứ Bảy hằng tuần.", {"kind": "recurring", "every": "week"}),
    (
        "UBND các xã chủ trì, phối hợp với Công an xã, Ban Chỉ huy Quân sự xã kiểm tra.",
        {"lead": ("UBND các xã",), "coordinate": ("Công an xã", "Ban Chỉ huy Quân sự xã")},
    ),
    (
        "Giao Sở Tài chính chủ trì, phối hợp với Sở Nội vụ, Văn phòng UBND tỉnh tham mưu.",
        {"lead": ("Sở Tài chính",), "coordinate": ("Sở Nội vụ", "Văn phòng UBND tỉnh"), "concerns": "no"},
    ),
    (
        "Phòng Kinh tế chủ trì phối hợp cùng Phòng Văn hóa - Xã hội và các đơn vị liên quan tham mưu.",
        {
            "lead": ("Phòng Kinh tế",),
            "coordinate": ("Phòng Văn hóa - Xã hội", "các đơn vị liên quan"),
            "concerns": "no",
        },
    ),
    (
        "Ban Quản lý dự án đầu tư xây dựng khu vực chủ trì, phối hợp với UBND phường Trung Tâm bàn giao mặt bằng.",
        {
            "lead": ("Ban Quản lý dự án đầu tư xây dựng khu vực",),
            "coordinate": ("UBND phường Trung Tâm",),
            "concerns": "no",
        },
    ),
    ("Điện lực khu vực kiểm tra hành lang lưới điện.", {"concerns": "no", "addressees": ("Điện lực khu vực",)}),
    (
        "Hội Nông dân, Hội Liên hiệp Phụ nữ, Đoàn Thanh niên xã tuyên truyền hội viên.",
        {"addressees": ("Hội Nông dân", "Hội Liên hiệp Phụ nữ", "Đoàn Thanh niên xã")},
    ),
    ("UBND xã Đắk Hà bố trí 05 cán bộ tham gia.", {"concerns": "yes"}),
)


@pytest.mark.parametrize(("said", "days"), DAYS)
def test_days_to_keep(read_letter, said, days):
    order = said if said[0].isupper() else f"UBND các xã, phường {said}"
    item = read_letter(
        f"""Thực hiện Kế hoạch số 5/KH-UBND ngày 02/9/2025 của UBND tỉnh, UBND huyện yêu cầu như sau:
1. {order}
2. Phòng Nội vụ theo dõi, đôn đốc.""",
        issued_on="2025-09-10",
    )["1"]
    found = item.deadlines or ((item.deadline,) if item.deadline else ())
    assert tuple(deadline.due_on for deadline in found) == days


@pytest.mark.parametrize(("said", "cited"), CITED)
def test_cited_documents(read_letter, said, cited):
    opening = said.removeprefix("Thực hiện ").removeprefix("Căn cứ ")
    body = read_letter(
        f"""Thực hiện {opening}
UBND huyện yêu cầu như sau:
1. UBND các xã tổ chức thực hiện nghiêm túc nội dung trên.
2. Phòng Nội vụ theo dõi."""
    )
    assert tuple((r.type, r.number, r.symbol, r.issued_on, r.issuer) for r in body.references) == cited


@pytest.mark.parametrize(("said", "told"), CHARGED)
def test_who_is_charged_and_how(read_letter, said, told):
    item = read_letter(
        f"""Thực hiện Kế hoạch số 5/KH-UBND ngày 02/9/2025 của UBND tỉnh, UBND tỉnh yêu cầu như sau:
1. {said}
2. Phòng Nội vụ theo dõi, đôn đốc.""",
        kinh_gui=("Các sở, ban, ngành tỉnh", "UBND các xã, phường, đặc khu"),
        issued_on="2025-09-10",
    )["1"]
    have = {
        "concerns": item.concerns_commune,
        "kind": item.kind,
        "every": item.recurrence.every if item.recurrence else None,
        "addressees": item.addressees,
        "lead": item.lead,
        "coordinate": item.coordinate,
    }
    assert {name: have[name] for name in told} == told


@pytest.mark.parametrize(("kind", "concerns"), [("xã", "yes"), ("phường", "no"), ("đặc khu", "no"), (None, "yes")])
def test_an_item_that_names_communes_only_is_no_concern_of_a_ward(read_letter, kind, concerns):
    body = read_letter(
        """Thực hiện Kế hoạch số 5/KH-UBND ngày 02/9/2025 của UBND tỉnh, UBND tỉnh yêu cầu như sau:
1. UBND các xã rà soát hộ nghèo.
2. UBND cấp xã báo cáo kết quả.""",
        commune=kind,
    )
    assert (body["1"].concerns_commune, body["2"].concerns_commune) == (concerns, "yes")


@pytest.mark.parametrize(
    ("said", "charged"),
    [
        ("Sở Tài chính trình UBND tỉnh phê duyệt.", ("Sở Tài chính",)),
        ("Sở Y tế không để xảy ra dịch.", ("Sở Y tế",)),
        ("Sở Công Thương để kịp thời tháo gỡ khó khăn.", ("Sở Công Thương",)),
        ("Ủy ban Kiểm tra Đảng ủy đưa nội dung này vào chương trình.", ("Ủy ban Kiểm tra Đảng ủy",)),
    ],
)
def test_a_verb_known_by_what_follows_it_ends_a_name(read_letter, said, charged):
    body = read_letter(
        f"""Thực hiện Kế hoạch số 5/KH-UBND ngày 02/9/2025 của UBND tỉnh, UBND tỉnh yêu cầu như sau:
1. {said}
2. Phòng Nội vụ theo dõi, đôn đốc."""
    )
    assert body["1"].addressees == charged


def test_dotted_numbers_closed_by_brackets(read_letter):
    body = read_letter(
        """Thực hiện Công văn số 12/SNV-CCVC ngày 02/9/2025 của Sở Nội vụ, UBND xã yêu cầu các đơn vị như sau:
1) Rà soát danh sách cán bộ, công chức.
2) Báo cáo kết quả trước ngày 12/9/2025.
2.1) Báo cáo số liệu theo mẫu.
2.2) Đánh giá tồn tại, hạn chế.
3) Lưu trữ hồ sơ theo quy định."""
    )
    assert body.paths == ["1", "2", "2-1", "2-2", "3"]
