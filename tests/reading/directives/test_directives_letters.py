"""Whole made-up letters of the kinds that arrive: replies, plans, invitations, Party letters, requests without numbers."""

from __future__ import annotations


def kinds(body) -> dict[str, str]:
    return {d.path: d.kind for d in body.directives}


def test_a_reply_that_allows_and_orders(read_letter):
    body = read_letter(
        """UBND tỉnh nhận được Công văn số 345/UBND-KT ngày 01/9/2025 của UBND xã Tân Sơn về việc sửa chữa trụ sở;
theo đề nghị của Sở Tài chính tại Công văn số 1122/STC-HCSN ngày 05/9/2025, Chủ tịch UBND tỉnh có ý kiến như sau:
1. Thống nhất chủ trương cho UBND xã Tân Sơn sửa chữa trụ sở làm việc từ nguồn kết dư ngân sách xã năm 2024.
2. Giao UBND xã Tân Sơn lập hồ sơ, thẩm định, phê duyệt theo quy định, hoàn thành trước ngày 30/11/2025./.""",
        issued_on="2025-09-10",
    )
    assert kinds(body) == {"1": "note", "2": "dated"}
    assert body["2"].concerns_commune == "yes"
    assert [(r.number, r.issuer) for r in body.references] == [("345", "UBND xã Tân Sơn"), ("1122", "Sở Tài chính")]


def test_a_plan_with_purpose_contents_and_organisation(read_letter):
    body = read_letter(
        """Thực hiện Kế hoạch số 33/KH-UBND ngày 02/9/2025 của UBND tỉnh, UBND huyện ban hành Kế hoạch triển khai như sau:
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
Nâng cao nhận thức của cán bộ, công chức và người dân về chuyển đổi số.
2. Yêu cầu
Việc triển khai phải đồng bộ, thống nhất, tiết kiệm, hiệu quả.
II. TỔ CHỨC THỰC HIỆN
1. Phòng Văn hóa - Xã hội
a) Tham mưu UBND huyện theo dõi, đôn đốc.
b) Tổng hợp báo cáo định kỳ hằng quý.
2. UBND các xã, phường
Xây dựng kế hoạch, tổ chức thực hiện tại địa phương; báo cáo kết quả trước ngày 15/11/2025.
Trên đây là Kế hoạch triển khai, yêu cầu các đơn vị nghiêm túc thực hiện./.""",
        issued_on="2025-09-10",
        type_name="Kế hoạch",
    )
    assert kinds(body) == {
        "II": "container",
        "II-1": "container",
        "II-1-a": "standing",
        "II-1-b": "recurring",
        "II-2": "dated",
        "end": "closing",
    }
    assert body["II-2"].heading == "UBND các xã, phường"
    assert body["II-2"].addressees == ("UBND các xã, phường",)


def test_an_invitation_is_notes_but_for_what_has_to_be_prepared(read_letter):
    body = read_letter(
        """UBND xã Tân Sơn tổ chức họp giao ban tháng 9 năm 2025.
1. Thời gian: Bắt đầu lúc 8 giờ 00, ngày 15/9/2025 (thứ Hai).
2. Địa điểm: Hội trường UBND xã.
3. Thành phần:
- Thường trực Đảng ủy, HĐND, UBND xã;
- Trưởng các phòng, ban chuyên môn.
4. Phân công chuẩn bị:
- Văn phòng HĐND và UBND chuẩn bị báo cáo, gửi trước ngày 13/9/2025.
Đề nghị các đồng chí tham dự đúng thành phần, thời gian./.""",
        issued_on="2025-09-10",
        type_name="Giấy mời",
    )
    assert [p for p, kind in kinds(body).items() if kind == "note"] == ["1", "2", "3", "3-1", "3-2"]
    assert kinds(body)["4-1"] == "dated"
    assert body["1"].deadline is None


def test_a_party_letter_with_dashes_behind_numbers(read_letter):
    body = read_letter(
        """Thực hiện Kế hoạch số 20-KH/TU, ngày 15/8/2025 của Ban Thường vụ Tỉnh ủy về tổ chức Đại hội;
Ban Thường vụ Đảng ủy đề nghị các chi, đảng bộ trực thuộc thực hiện các nội dung sau:
1- Tổ chức Đại hội chi bộ hoàn thành trong quý I/2026; đại hội điểm xong trước ngày 31/12/2025.
2- Báo cáo kết quả về Đảng ủy chậm nhất sau 05 ngày kể từ ngày tổ chức đại hội.
Đề nghị các chi, đảng bộ quan tâm, lãnh đạo thực hiện.""",
        issued_on="2025-09-10",
        kinh_gui=("Các chi, đảng bộ trực thuộc",),
    )
    assert body.paths == ["1", "2", "end"]
    assert [d.due_on for d in body["1"].deadlines] == ["2026-03-31", "2025-12-30"]
    assert (body["2"].deadline.anchor, body["2"].deadline.offset_days) == ("tổ chức đại hội", 5)
    assert body["1"].addressees == ("các chi, đảng bộ trực thuộc",)
    assert body["1"].concerns_commune == "maybe"


def test_a_request_for_comments(read_letter):
    body = read_letter(
        """Sở Tư pháp nhận được dự thảo Nghị quyết của HĐND tỉnh.
Để có cơ sở thẩm định, Sở Tư pháp đề nghị UBND các xã, phường nghiên cứu, góp ý dự thảo (gửi kèm theo).
Ý kiến góp ý gửi về Sở Tư pháp trước ngày 20/9/2025; quá thời hạn trên xem như thống nhất với dự thảo.
Mọi vướng mắc đề nghị liên hệ Phòng Xây dựng và Thi hành pháp luật.
Sở Tư pháp rất mong nhận được sự phối hợp của quý cơ quan./.""",
        issued_on="2025-09-10",
    )
    assert body.paths == ["p1", "p2", "end"]
    assert body["p1"].addressees == body["p2"].addressees == ("UBND các xã, phường",)
    assert body["p2"].deadline.due_on == "2025-09-19"


def test_paragraphs_that_only_name_who_does_what_are_counted(read_letter):
    body = read_letter(
        """Căn cứ Công điện số 05/CĐ-UBND ngày 08/9/2025 của Chủ tịch UBND tỉnh về ứng phó bão số 5;
Chủ tịch UBND xã yêu cầu Trưởng các thôn khẩn trương triển khai các biện pháp phòng, chống.
Công an xã, Ban Chỉ huy Quân sự xã tổ chức trực ban 24/24 giờ, sẵn sàng lực lượng, phương tiện.
Trạm Y tế bảo đảm thuốc, vật tư y tế phục vụ Nhân dân trong mùa mưa bão.
Yêu cầu các đơn vị nghiêm túc thực hiện./.""",
        issued_on="2025-09-10",
    )
    assert body.paths == ["p1", "p2", "p3", "end"]
    assert body["p1"].kind == "urgent"
    assert body["p2"].addressees == ("Công an xã", "Ban Chỉ huy Quân sự xã")


def test_urgency_of_the_lead_in_passes_to_its_items(read_letter):
    body = read_letter("""Thực hiện Chỉ thị số 08/CT-UBND, Chủ tịch UBND tỉnh yêu cầu khẩn trương triển khai các nội dung sau:
1. Chủ tịch UBND các huyện tổ chức kiểm tra các công trình cầu.
2. Sở Giao thông vận tải xử lý ngay các điểm sạt lở.
Yêu cầu Thủ trưởng các cơ quan, đơn vị liên quan triển khai thực hiện./.""")
    assert kinds(body) == {"1": "urgent", "2": "urgent", "end": "closing"}


def test_promptly_alone_is_standing_and_at_once_within_a_year_too(read_letter):
    body = read_letter("""Thực hiện Kế hoạch số 45/KH-UBND ngày 05/8/2024 của UBND tỉnh; Chủ tịch UBND huyện yêu cầu:
1. UBND các xã, phường kịp thời báo cáo các vướng mắc phát sinh.
2. Phòng Kinh tế huyện tạo chuyển biến tích cực ngay trong năm 2024.
3. Phòng Tài chính - Kế hoạch huyện phấn đấu đến hết quý IV tỷ lệ giải ngân đạt tối thiểu 95%.
4. Phòng Nội vụ huyện có thể thành lập tổ công tác nếu cần.
Yêu cầu Thủ trưởng các cơ quan, đơn vị liên quan triển khai thực hiện./.""")
    assert kinds(body) == {"1": "standing", "2": "standing", "3": "target", "4": "note", "end": "closing"}
    assert body["3"].deadline.rule == "by_end_of_quarter"


def test_marks_misread_by_ocr(read_letter):
    body = read_letter("""Thực hiện Kế hoạch số 45/KH-UBND ngày 05/8/2024 của UBND tỉnh; Chủ tịch UBND huyện yêu cầu:
L. Nhiệm vụ chung
1, Phòng Nội vụ huyện thực hiện:
8) Rà soát danh sách cán bộ không chuyên trách.
b) Tham mưu phương án sắp xếp cán bộ.
'2. UBND các xã, phường:
: - Tuyên truyền trên hệ thống truyền thanh cơ sở.
— Báo cáo kết quả về UBND huyện hằng tháng.
II Nhiệm vụ cụ thể
1. Phòng Kinh tế huyện theo dõi giá cả thị trường.
Yêu cầu Thủ trưởng các cơ quan, đơn vị liên quan triển khai thực hiện./.""")
    assert body.paths == ["I", "I-1", "I-1-a", "I-1-b", "I-2", "I-2-1", "I-2-2", "II", "II-1", "end"]


def test_dashes_lost_under_a_note(read_letter):
    body = read_letter("""Thực hiện Kế hoạch số 45/KH-UBND ngày 05/8/2024 của UBND tỉnh, UBND huyện thông báo như sau:
1. UBND các xã, phường lập hồ sơ đề nghị khen thưởng theo hướng dẫn.
** LWM ý:
Hồ sơ lập thành hai bộ, có xác nhận của Chủ tịch UBND xã.
Hồ sơ gửi bằng tệp điện tử phải có chữ ký số của người có thẩm quyền.
- Hồ sơ gửi sau ngày 19/12/2024 sẽ không được xem xét.
Đề nghị các đơn vị thực hiện đúng theo tinh thần nội dung của Công văn này./.""")
    assert body.paths == ["1", "1-note", "1-note-1", "1-note-2", "1-note-3", "end"]
