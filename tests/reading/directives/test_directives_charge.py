"""Who is charged: the subject, the lists cut between bodies, lead and partners, what passes down, and the commune's part."""

from __future__ import annotations

import pytest

from desktop.reading.directives.addressees import charge_of
from desktop.reading.directives.bodies import split_names
from desktop.reading.directives.concerns import Reach, concern_of

BOTH = Reach(commune=True, district=True)
DISTRICTS = Reach(commune=False, district=True)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("UBND các xã, phường tăng cường tuyên truyền.", ["UBND các xã, phường"]),
        ("Giao Phòng Nội vụ huyện chủ trì rà soát.", ["Phòng Nội vụ huyện"]),
        ("Đề nghị các cơ quan, đơn vị, địa phương khẩn trương hoàn thành.", ["các cơ quan, đơn vị, địa phương"]),
        (
            "Thủ trưởng các phòng, ban, ngành huyện và Chủ tịch UBND các xã, thị trấn căn cứ chức năng, nhiệm vụ",
            ["Thủ trưởng các phòng, ban, ngành huyện", "Chủ tịch UBND các xã, thị trấn"],
        ),
        (
            "Sở Văn hóa, Thể thao và Du lịch, Sở Kế hoạch và Đầu tư và các sở, ngành liên quan theo chức năng",
            ["Sở Văn hóa, Thể thao và Du lịch", "Sở Kế hoạch và Đầu tư", "các sở, ngành liên quan"],
        ),
        (
            "Các Sở: Tài chính, Y tế, Giáo dục và Đào tạo, Ban Dân tộc tỉnh khẩn trương triển khai",
            ["Các Sở: Tài chính, Y tế, Giáo dục và Đào tạo", "Ban Dân tộc tỉnh"],
        ),
        (
            "Trên cơ sở báo cáo của Công ty, giao Sở Tài chính chủ trì, phối hợp với Sở Xây dựng rà soát.",
            ["Sở Tài chính"],
        ),
        ("Trong thời gian tới, UBND các xã tăng cường kiểm tra.", ["UBND các xã"]),
        (
            "Mặt trận và các tổ chức chính trị - xã hội huyện vận động Nhân dân.",
            ["Mặt trận", "các tổ chức chính trị - xã hội huyện"],
        ),
        (
            "Ban Quản lý Khu kinh tế Đông Hải và các Khu công nghiệp tỉnh rà soát.",
            ["Ban Quản lý Khu kinh tế Đông Hải và các Khu công nghiệp tỉnh"],
        ),
        ("Đối với hệ thống chính trị cấp xã cần nêu cao vai trò, trách nhiệm.", ["hệ thống chính trị cấp xã"]),
        ("Tăng cường kiểm tra, giám sát việc thực hiện.", []),
        ("Giáo dục truyền thống cho thế hệ trẻ.", []),
        ("Chỉ đạo các trường mầm non, tiểu học trên địa bàn rà soát phòng học.", []),
        (
            "Sở Nông nghiệp (Cơ quan Thường trực về Phòng, chống thiên tai): Phối hợp theo dõi mưa, lũ.",
            ["Sở Nông nghiệp (Cơ quan Thường trực về Phòng, chống thiên tai)"],
        ),
        ("Ban Chỉ đạo xóa nhà tạm, nhà dột nát huyện Tân Sơn", ["Ban Chỉ đạo xóa nhà tạm, nhà dột nát huyện Tân Sơn"]),
        (
            "Công an huyện, Ban Chỉ huy Quân sự huyện và Đồn biên phòng cửa khẩu tuần tra biên giới.",
            ["Công an huyện", "Ban Chỉ huy Quân sự huyện", "Đồn biên phòng cửa khẩu"],
        ),
        ("Báo cáo được gửi về Sở Y tế.", []),
        ("Các phòng, ban thực hiện nghiêm quy chế.", ["Các phòng, ban"]),
        ("Phòng Y tế dự phòng chủ động kiểm tra.", ["Phòng Y tế dự phòng"]),
        ("Tỉnh đoàn tổ chức ra quân.", ["Tỉnh đoàn"]),
        ("Ban chỉ đạo huyện phân công thành viên.", ["Ban chỉ đạo huyện"]),
        (
            "các cơ quan chuyên trách tham mưu, giúp việc Thành ủy rà soát.",
            ["các cơ quan chuyên trách tham mưu, giúp việc Thành ủy"],
        ),
        ("Các cơ quan chuyên môn thực hiện đúng quy định.", ["Các cơ quan chuyên môn"]),
    ],
)
def test_the_subject(text, named):
    assert list(charge_of(text, from_above=False).named) == named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Sở Y tế đề nghị Giám đốc các trung tâm báo cáo hoạt động.", ["Giám đốc các trung tâm"]),
        (
            "Ủy ban nhân dân tỉnh yêu cầu Thủ trưởng các sở, ban, ngành; Chủ tịch UBND các xã triển khai thực hiện.",
            ["Thủ trưởng các sở, ban, ngành", "Chủ tịch UBND các xã"],
        ),
        (
            "Nay thông báo kết luận của Chủ tịch UBND tỉnh để các cơ quan, đơn vị biết, thực hiện./.",
            ["các cơ quan, đơn vị"],
        ),
        (
            "Yêu cầu Thủ trưởng các cơ quan, đơn vị, Chủ tịch UBND các xã, phường nghiêm túc thực hiện./.",
            ["Thủ trưởng các cơ quan, đơn vị", "Chủ tịch UBND các xã, phường"],
        ),
    ],
)
def test_the_one_asked_where_the_sender_speaks(text, named):
    assert list(charge_of(text, from_above=True).named) == named


def test_lead_and_partners():
    charge = charge_of(
        "Sở Nội vụ chủ trì, phối hợp với Sở Tài chính và các cơ quan, đơn vị liên quan tham mưu UBND tỉnh.",
        from_above=False,
    )
    assert charge.leads
    assert charge.coordinate == ("Sở Tài chính", "các cơ quan, đơn vị liên quan")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "các sở, ban, ngành có liên quan và Ủy ban nhân dân các huyện",
            ["các sở, ban, ngành có liên quan", "Ủy ban nhân dân các huyện"],
        ),
        ("Văn phòng HĐND và UBND huyện", ["Văn phòng HĐND và UBND huyện"]),
        ("Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh", ["Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh"]),
        (
            "các Phòng, Ban, Đơn vị trực thuộc UBND thành phố, Chủ tịch UBND các xã",
            ["các Phòng, Ban, Đơn vị trực thuộc UBND thành phố", "Chủ tịch UBND các xã"],
        ),
        ("Sở Lao động - Thương binh và Xã hội, Sở Y tế", ["Sở Lao động - Thương binh và Xã hội", "Sở Y tế"]),
    ],
)
def test_lists_are_cut_between_bodies_only(text, parts):
    assert split_names(text) == parts


@pytest.mark.parametrize(
    ("names", "reach", "concern"),
    [
        (["UBND các xã, phường"], BOTH, "yes"),
        (["Chủ tịch UBND các xã, thị trấn"], BOTH, "yes"),
        (["hệ thống chính trị cấp xã"], BOTH, "yes"),
        (["Ủy ban nhân dân các xã, phường, đặc khu"], BOTH, "yes"),
        (["UBND các huyện, thị xã, thành phố"], DISTRICTS, "no"),
        (["các sở, ngành, đơn vị, địa phương có liên quan"], DISTRICTS, "no"),
        (["các đơn vị, địa phương có liên quan"], BOTH, "maybe"),
        (["chính quyền các cấp"], DISTRICTS, "maybe"),
        (["Chủ đầu tư"], DISTRICTS, "maybe"),
        (["các cơ quan, đơn vị đóng trên địa bàn tỉnh"], DISTRICTS, "maybe"),
        (["Thủ trưởng các cơ quan, đơn vị liên quan"], BOTH, "maybe"),
        (["Thủ trưởng các cơ quan, đơn vị liên quan"], DISTRICTS, "no"),
        (["Các phòng, đơn vị thành phố"], BOTH, "no"),
        (["Sở Lao động - Thương binh và Xã hội"], BOTH, "no"),
        (["Công an tỉnh", "Bộ Chỉ huy Quân sự tỉnh"], BOTH, "no"),
        (["Sở Xây dựng", "UBND các xã"], BOTH, "yes"),
        (["Ủy ban MTTQ Việt Nam các xã, phường"], BOTH, "maybe"),
    ],
)
def test_concern(names, reach, concern):
    assert concern_of(names, "", reach) == concern


def test_a_district_told_to_make_communes_act_is_a_maybe():
    text = "Chỉ đạo, kiểm tra, đôn đốc Ủy ban nhân dân cấp xã nghiêm túc thi hành các bản án."
    assert concern_of(["Ủy ban nhân dân các huyện, thành phố"], text, DISTRICTS) == "maybe"
    working = "tổ chức làm việc với các ngành và UBND các xã để xác định nhiệm vụ"
    assert concern_of(["Chủ tịch UBND huyện"], working, BOTH) == "no"


@pytest.mark.parametrize(("kind", "concern"), [("xã", "yes"), ("phường", "no"), ("đặc khu", "no"), (None, "yes")])
def test_xa_alone_is_no_phuong(kind, concern):
    assert concern_of(["UBND các xã"], "", BOTH, kind) == concern


LEAD = (
    "Thực hiện Kế hoạch số 45/KH-UBND ngày 05/8/2024 của UBND tỉnh Sơn Bình; "
    "Chủ tịch UBND huyện yêu cầu Thủ trưởng các phòng, ban, ngành huyện thực hiện một số nhiệm vụ sau:"
)
END = "Yêu cầu Thủ trưởng các cơ quan, đơn vị nghiêm túc triển khai thực hiện./."


def test_the_lead_ins_addressees_pass_to_items_without_a_subject(read_letter):
    body = read_letter(
        f"""{LEAD}
1. Tăng cường kiểm tra, đôn đốc việc thực hiện quy chế làm việc.
2. UBND các xã, phường báo cáo kết quả thực hiện về UBND huyện.
{END}"""
    )
    assert body["1"].addressees == ("Thủ trưởng các phòng, ban, ngành huyện",)
    assert body["1"].concerns_commune == "no"
    assert body["2"].concerns_commune == "yes"


def test_items_follow_their_container_unless_they_name_someone_else(read_letter):
    body = read_letter(f"""{LEAD}
1. UBND các xã, phường:
- Khẩn trương kiện toàn Ban quản lý cấp xã.
- Phối hợp với Phòng Nội vụ huyện rà soát biên chế.
2. Các phòng chuyên môn thuộc UBND huyện:
- Phối hợp chặt chẽ với UBND các xã để thực hiện các tiêu chí nông thôn mới.
- UBND xã Tân Sơn báo cáo riêng về tình hình sạt lở.
{END}""")
    assert [body[p].concerns_commune for p in ("1", "1-1", "1-2", "2", "2-1", "2-2")] == [
        "yes",
        "yes",
        "yes",
        "no",
        "no",
        "yes",
    ]
    assert body["2-1"].coordinate == ("UBND các xã",)
    assert body["1-1"].kind == "urgent"


def test_a_pure_heading_has_the_union_of_its_items(read_letter):
    body = read_letter(f"""{LEAD}
1. Trách nhiệm cụ thể:
a) Phòng Tư pháp huyện theo dõi thi hành pháp luật.
b) UBND các xã, phường hòa giải tại cơ sở.
{END}""")
    assert body["1"].addressees == ("Phòng Tư pháp huyện", "UBND các xã, phường")
    assert body["1"].concerns_commune == "yes"


def test_lead_and_partners_pass_from_a_container_to_its_items(read_letter):
    body = read_letter(f"""{LEAD}
1. Phòng Kinh tế huyện chủ trì, phối hợp với Công an huyện thực hiện các nội dung sau:
a) Kiểm tra các cơ sở kinh doanh.
b) Xử lý các vi phạm theo thẩm quyền.
{END}""")
    assert body["1-b"].lead == ("Phòng Kinh tế huyện",)
    assert body["1-b"].coordinate == ("Công an huyện",)


def test_an_office_of_a_phuong_is_not_charged_by_xa_only(read_letter):
    text = f"{LEAD}\n1. UBND các xã:\n- Khẩn trương kiện toàn Ban quản lý cấp xã.\n{END}"
    assert read_letter(text, commune="phường")["1"].concerns_commune == "no"
    assert read_letter(text, commune="xã")["1"].concerns_commune == "yes"
