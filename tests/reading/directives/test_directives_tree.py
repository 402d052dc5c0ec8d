"""How directives are counted, cut and named: marks, levels, headings, notes, unmarked paragraphs, the closing call."""

from __future__ import annotations

import pytest

LEAD = "Thực hiện Kế hoạch số 45/KH-UBND ngày 05/8/2024 của UBND tỉnh Sơn Bình về chuyển đổi số; Chủ tịch UBND huyện yêu cầu:"
END = "Yêu cầu Thủ trưởng các cơ quan, đơn vị, Chủ tịch UBND các xã, phường nghiêm túc triển khai thực hiện./."


def test_numbers_letters_dashes_and_pluses_nest(read_letter):
    body = read_letter(f"""{LEAD}
1. Phòng Nội vụ huyện:
a) Rà soát toàn bộ hồ sơ cán bộ, công chức cấp xã, bảo đảm đầy đủ theo quy định.
b) Tham mưu kế hoạch đào tạo, bồi dưỡng, trong đó:
- Ưu tiên cán bộ trẻ, cán bộ nữ của các xã vùng cao còn nhiều khó khăn:
+ Lập danh sách từng xã, từng thôn theo mẫu đã gửi kèm theo công văn này.
+ Tổng hợp nhu cầu kinh phí gửi Phòng Tài chính - Kế hoạch huyện.
- Bố trí lớp học tại trung tâm huyện để cán bộ thuận tiện đi lại.
2. UBND các xã, phường tuyên truyền đến toàn thể Nhân dân trên địa bàn.
{END}""")
    assert body.paths == ["1", "1-a", "1-b", "1-b-1", "1-b-1-1", "1-b-1-2", "1-b-2", "2", "end"]
    assert body["1-b-1-2"].parent == "1-b-1"
    assert body["1-b-1-2"].marker == "+"
    assert body["1"].kind == body["1-b"].kind == "container"
    assert body["2"].kind == "standing"


def test_letters_go_on_with_d_stroke(read_letter):
    body = read_letter(f"""{LEAD}
1. Phòng Y tế huyện thực hiện các nội dung sau:
a) Kiểm tra các trạm y tế trên địa bàn toàn huyện.
b) Rà soát cơ số thuốc, vật tư của từng trạm y tế.
c) Tập huấn cho đội ngũ y tế thôn, bản trên địa bàn.
d) Cập nhật danh mục thuốc thiết yếu theo quy định.
đ) Tuyên truyền phòng bệnh trong các trường học.
e) Bố trí trực đủ ngày, đủ đêm trong các dịp lễ.
{END}""")
    assert body.paths == ["1", "1-a", "1-b", "1-c", "1-d", "1-đ", "1-e", "end"]


def test_d_stroke_misread_as_d_is_put_right(read_letter):
    body = read_letter(f"""{LEAD}
1. Phòng Y tế huyện thực hiện các nội dung sau:
a) Kiểm tra các trạm y tế trên địa bàn toàn huyện.
b) Rà soát cơ số thuốc, vật tư của từng trạm y tế.
e) Tập huấn cho đội ngũ y tế thôn, bản trên địa bàn.
d) Cập nhật danh mục thuốc thiết yếu theo quy định.
d) Tuyên truyền phòng bệnh trong các trường học.
e) Bố trí trực đủ ngày, đủ đêm trong các dịp lễ.
{END}""")
    assert body.paths == ["1", "1-a", "1-b", "1-c", "1-d", "1-đ", "1-e", "end"]


def test_misread_numbers_are_read_in_order(read_letter):
    body = read_letter(f"""{LEAD}
l. Phòng Nội vụ huyện rà soát danh sách cán bộ không chuyên trách.
2. Phòng Tư pháp huyện kiểm tra công tác hộ tịch tại các xã.
3. Phòng Kinh tế huyện theo dõi giá cả các mặt hàng thiết yếu.
4. Công an huyện tăng cường tuần tra trên các tuyến đường liên xã.
Š. UBND các xã, phường báo cáo tình hình thực hiện về UBND huyện.
{END}""")
    assert body.paths == ["1", "2", "3", "4", "5", "end"]


def test_dashes_straight_under_the_lead_in_are_counted(read_letter):
    body = read_letter(f"""{LEAD}
- Phòng Nội vụ huyện rà soát danh sách cán bộ không chuyên trách.
- UBND các xã, phường cập nhật số liệu trên phần mềm quản lý.
{END}""")
    assert body.paths == ["1", "2", "end"]


def test_roman_headings_with_tasks_are_a_level_and_appraisals_are_left_out(read_letter):
    body = read_letter(
        """Ngày 10/8/2024, Chủ tịch UBND tỉnh chủ trì họp giao ban và kết luận như sau:
I. Đánh giá chung
1. Thời gian qua, các địa phương đã có nhiều cố gắng, đạt được nhiều kết quả.
2. Tuy nhiên, tiến độ giải ngân vốn đầu tư công còn chậm so với yêu cầu.
II. Nhiệm vụ trọng tâm trong thời gian tới
1. Sở Tài chính chủ trì, phối hợp với các đơn vị:
a) Rà soát các dự án chậm tiến độ, đề xuất điều chuyển vốn.
b) Tham mưu UBND tỉnh kiểm điểm trách nhiệm người đứng đầu.
2. UBND các xã, phường đẩy nhanh công tác giải phóng mặt bằng.
Nay thông báo để các cơ quan, đơn vị, địa phương biết, thực hiện./.""",
        kinh_gui=(),
        type_name="Thông báo",
    )
    assert body.paths == ["II", "II-1", "II-1-a", "II-1-b", "II-2", "end"]
    assert body["II"].kind == "container"
    assert body["II-1-b"].addressees == ("Sở Tài chính",)
    assert body["II-1-b"].lead == ("Sở Tài chính",)


def test_a_heading_with_one_paragraph_under_it_is_one_directive(read_letter):
    body = read_letter(f"""{LEAD}
1. Về công tác giảm nghèo bền vững:
Phòng Lao động - Thương binh và Xã hội huyện rà soát hộ nghèo, hộ cận nghèo, tham mưu UBND huyện giải pháp phù hợp với từng xã.
2. Công tác tuyên truyền
UBND các xã, phường tổ chức tuyên truyền trên hệ thống truyền thanh cơ sở, chú trọng các thôn xa trung tâm.
{END}""")
    assert body.paths == ["1", "2", "end"]
    assert body["1"].heading == "Về công tác giảm nghèo bền vững:"
    assert body["1"].text.startswith("Phòng Lao động")
    assert body["1"].addressees == ("Phòng Lao động - Thương binh và Xã hội huyện",)
    assert body["2"].heading == "Công tác tuyên truyền"


def test_a_note_stands_under_its_item_with_its_own_dashes(read_letter):
    body = read_letter(f"""{LEAD}
1. UBND các xã, phường lập danh sách đối tượng được hỗ trợ, gửi Phòng Nội vụ huyện tổng hợp.
Lưu ý:
- Không lập danh sách các trường hợp đã được hỗ trợ từ nguồn kinh phí khác.
- Trường hợp vướng mắc thì phản ánh về Phòng Nội vụ huyện để được hướng dẫn.
2. Phòng Nội vụ huyện tổng hợp, tham mưu UBND huyện xem xét, quyết định.
{END}""")
    assert body.paths == ["1", "1-note", "1-note-1", "1-note-2", "2", "end"]
    assert body["1-note"].kind == "note"
    assert body["1-note-1"].parent == "1-note"
    assert body["1"].kind == "standing"


def test_a_letter_without_numbers_counts_the_paragraphs_that_direct(read_letter):
    body = read_letter("""Thực hiện ý kiến chỉ đạo của Chủ tịch UBND tỉnh về việc chuẩn bị tổng kết công tác năm;
Căn cứ tình hình thực tế tại địa phương;
Sở Nội vụ đề nghị UBND các xã, phường báo cáo kết quả thực hiện công tác cải cách hành chính theo đề cương gửi kèm.
Báo cáo gửi về Sở Nội vụ trước ngày 20 tháng 9 năm 2024 để tổng hợp.
Rất mong nhận được sự quan tâm, phối hợp của Quý cơ quan./.""")
    assert body.paths == ["p1", "p2", "end"]
    assert body["p2"].kind == "dated"
    assert body["p2"].addressees == ("UBND các xã, phường",)
    assert body["p2"].concerns_commune == "yes"


def test_a_last_paragraph_with_a_day_is_no_closing(read_letter):
    body = read_letter(f"""{LEAD}
1. Phòng Nội vụ huyện rà soát danh sách cán bộ không chuyên trách.
2. UBND các xã, phường cập nhật số liệu trên phần mềm quản lý.
Yêu cầu các đơn vị triển khai thực hiện và báo cáo kết quả về UBND huyện trước ngày 30/8/2024./.""")
    assert body.paths == ["1", "2", "p1"]
    assert body["p1"].deadline.due_on == "2024-08-29"


def test_an_unmarked_paragraph_straight_after_an_item_belongs_to_it(read_letter):
    body = read_letter(f"""{LEAD}
1. Phòng Nội vụ huyện rà soát danh sách cán bộ không chuyên trách ở các xã, phường.
Việc rà soát bao gồm cả những người đã nghỉ việc từ đầu năm đến nay.
2. UBND các xã, phường cập nhật số liệu trên phần mềm quản lý.
{END}""")
    assert body.paths == ["1", "2", "end"]
    assert body["1"].text.endswith("phường.\nViệc rà soát bao gồm cả những người đã nghỉ việc từ đầu năm đến nay.")


def test_an_unmarked_paragraph_after_sub_items_stands_beside_them(read_letter):
    body = read_letter(f"""{LEAD}
1. Phòng Nội vụ huyện:
a) Rà soát danh sách cán bộ không chuyên trách.
b) Tham mưu phương án bố trí, sắp xếp cán bộ.
Đề nghị Phòng Nội vụ huyện báo cáo Chủ tịch UBND huyện khi có phát sinh.
2. UBND các xã, phường cập nhật số liệu trên phần mềm quản lý.
{END}""")
    assert body.paths == ["1", "1-a", "1-b", "1-p1", "2", "end"]


def test_the_only_paragraph_that_asks_is_an_order_not_a_closing(read_letter):
    body = read_letter(
        """Thực hiện Công văn số 12/SNV-CCHC ngày 01/8/2024 của Sở Nội vụ về việc khảo sát.
UBND huyện đề nghị UBND các xã, phường phối hợp với đoàn khảo sát, bố trí cán bộ, phòng họp."""
        """ Cung cấp danh sách người dân đã nộp hồ sơ tại bộ phận một cửa trong năm để đoàn khảo sát thực hiện./."""
    )
    assert body.paths == ["p1"]


def test_a_sentence_cut_by_a_page_break_is_one_paragraph_without_footnote_and_page_number(read_letter):
    long = (
        "UBND các xã, phường rà soát, "
        + "cập nhật đầy đủ thông tin hộ gia đình trên địa bàn quản lý, " * 22
        + "báo cáo kết quả."
    )
    body = read_letter(
        f"""{LEAD}
1. {long}
2. Phòng Nội vụ huyện tổng hợp, theo dõi kết quả thực hiện của các xã¹ và báo cáo.
{END}""",
        notes={1: ["¹ Quyết định số 12/QĐ-UBND, số 13/QĐ-UBND ngày 02/01/2024 của UBND huyện về việc giao chỉ tiêu"]},
        bottom=0.55,
    )
    assert body.paths == ["1", "2", "end"]
    assert body["1"].text == long
    assert body["1"].page == 1
    assert "xã¹" not in body["2"].text
    assert [r.number for r in body.references] == ["45", "12", "13"]


def test_a_heading_whose_paragraph_starts_on_the_next_page_keeps_its_page(read_letter):
    filler = "UBND các xã, phường tổ chức thực hiện tốt công tác vệ sinh môi trường trên địa bàn."
    for count in range(14, 26):
        body = read_letter(
            "\n".join(
                [LEAD]
                + [f"{n}. {filler}" for n in range(1, count)]
                + [f"{count}. Về công tác y tế:", "Trạm Y tế các xã, phường bảo đảm trực đủ ngày, đủ đêm.", END]
            )
        )
        assert body.paths == [*map(str, range(1, count + 1)), "end"]
        assert body[str(count)].heading == "Về công tác y tế:"


def test_tables_hold_no_directives(read_letter):
    body = read_letter(
        """Sở Y tế thông báo lịch kiểm tra năm 2024 như sau:
- Địa điểm: Hội trường nhỏ Sở Y tế.
- Thời gian: Theo lịch cụ thể sau:
|Ngày tháng|Tên đơn vị|Thời gian
|Sáng 21/8/2024|Trạm Y tế xã Đông Sơn|7h30
|Chiều 21/8/2024|Trạm Y tế xã Tây Sơn|13h30
|Sáng 22/8/2024|Trạm Y tế phường Lam Hà|7h30
Nhận được thông báo này đề nghị Trưởng trạm các xã, phường chuẩn bị đầy đủ hồ sơ để đoàn làm việc đúng thời gian.
Đề nghị các đơn vị thực hiện đúng theo tinh thần nội dung của Thông báo này./.""",
        kinh_gui=(),
        type_name="Thông báo",
    )
    assert body.paths == ["1", "2", "p1", "end"]
    assert body["1"].kind == body["2"].kind == "note"


def test_annexes_behind_the_signature_are_not_read(read_letter):
    body = read_letter(f"{LEAD}\n1. UBND các xã, phường báo cáo số liệu theo mẫu gửi kèm.\n{END}")
    assert "Nơi nhận" not in " ".join(d.text for d in body.directives)
    assert body.paths == ["1", "end"]


def test_inline_lists_are_not_split(read_letter):
    body = read_letter(f"""{LEAD}
1. UBND các xã, phường hoàn thành hai việc: (1) Rà soát hộ nghèo; (2) Xóa nhà tạm cho người dân khó khăn về nhà ở.
{END}""")
    assert body.paths == ["1", "end"]


def test_dotted_numbers_stand_under_their_number(read_letter):
    body = read_letter(f"""{LEAD}
1. Nhiệm vụ của các phòng:
1.1. Phòng Nội vụ huyện rà soát danh sách cán bộ.
1.2. Phòng Tư pháp huyện kiểm tra hộ tịch.
2. Nhiệm vụ của UBND các xã, phường:
2.1. Tuyên truyền đến Nhân dân.
2.2. Báo cáo kết quả về UBND huyện.
{END}""")
    assert body.paths == ["1", "1-1", "1-2", "2", "2-1", "2-2", "end"]


def test_filler_dots_and_hyphens_in_symbols(read_letter):
    body = read_letter(f"""{LEAD}
1. UBND các xã, phường báo cáo theo mẫu: Họ và tên ................ Chức vụ …………… đúng quy định.
{END}""")
    assert body["1"].text == "UBND các xã, phường báo cáo theo mẫu: Họ và tên ..... Chức vụ ..... đúng quy định."


@pytest.mark.parametrize("type_name", ["Báo cáo", "Tờ trình", "Quyết định"])
def test_reports_proposals_and_decisions_give_no_tasks_but_cite(read_letter, type_name):
    body = read_letter(
        """Thực hiện Công văn số 5633/UBND-KSTT ngày 25/7/2024 của UBND tỉnh, UBND huyện báo cáo như sau:
1. Kết quả thực hiện: đã tiếp nhận 49 phản ánh, xử lý 21 phản ánh.
2. Ban hành kế hoạch truyền thông năm 2025 trên địa bàn huyện.""",
        type_name=type_name,
    )
    assert body.directives == ()
    assert [r.number for r in body.references] == ["5633"]


def test_an_empty_letter_has_nothing(read_letter):
    body = read_letter("")
    assert body.directives == ()
    assert body.references == ()
