//! Invented live pages in the layouts that pages of the world have, as text dumps: where posts begin, when
//! they were published, and what is said where a page does not tell.

use counterclaim_ingest::{Page, Reading, read};

/// Writes a reading down: a line for each post, its stamp, time and first words, and one for each fault.
fn show(reading: &Reading) -> String {
    let mut lines = Vec::new();
    for post in &reading.posts {
        let when = post.published.map_or("undated".to_owned(), |m| m.at.to_rfc3339());
        let when = when.trim_end_matches("+00:00");
        let mut parts = post.headline.iter().chain(&post.paragraphs);
        let first = parts.next().map_or("", |span| reading.text.slice(*span));
        let more = parts.count();
        let stamp = post.stamp.as_deref().unwrap_or("-");
        let head = if post.headline.is_some() { "# " } else { "" };
        lines.push(format!("{} [{stamp}] {when} {head}{first} (+{more})", post.number));
    }
    lines.extend(reading.faults.iter().map(|fault| format!("! {}", fault.what)));
    lines.join("\n")
}

fn dump(url: &str, words: &str) -> String {
    let url = (!url.is_empty()).then(|| format!("https://wire.example/{url}"));
    show(&read(&Page { bytes: words.as_bytes().to_vec(), url, ..Page::default() }))
}

#[test]
fn whole_stamps_with_bylines_and_changes_between() {
    let words = "\
Truce in Hethby: live updates

By Jane Doe and John Roe

11:26 p.m. ET, April 19, 2024
Envoy arrives in Skarne
From Harbour Wire's Jane Doe in Skarne

The envoy landed at 10 p.m., officials said.

12:05 a.m. ET, April 20, 2024
Valdoria denies shelling
\"We fired no shell\", the ministry said.

Updated 12:40 a.m. ET, April 20, 2024
Share
11:58 p.m. ET, March 9, 2024
An old post before summer time
It was quiet.
";
    insta::assert_snapshot!(dump("", words), @r##"
    1 [11:26 p.m. ET, April 19, 2024] 2024-04-20T03:26:00 # Envoy arrives in Skarne (+1)
    2 [12:05 a.m. ET, April 20, 2024] 2024-04-20T04:05:00 # Valdoria denies shelling (+1)
    3 [11:58 p.m. ET, March 9, 2024] 2024-03-10T04:58:00 # An old post before summer time (+1)
    "##);
}

#[test]
fn clocks_alone_cross_midnight_under_headings_of_days() {
    let words = "\
Live: the count in Norland

Thursday, 12 November 2020
00:41
The count pauses.
Advertisement
00:05
Lunmark is counted
Officials counted all night.
Wednesday, 11 November 2020
23:50
Polls close
Polls closed at 23:00.
22:55
Long queues in Carvel.
";
    insta::assert_snapshot!(dump("", words), @r##"
    1 [00:41] 2020-11-12T00:41:00 The count pauses. (+0)
    2 [00:05] 2020-11-12T00:05:00 # Lunmark is counted (+1)
    3 [23:50] 2020-11-11T23:50:00 # Polls close (+1)
    4 [22:55] 2020-11-11T22:55:00 Long queues in Carvel. (+0)
    ! the page names no time zone; its stamps were read as UTC
    "##);
}

#[test]
fn old_to_new_with_a_dot_and_a_zone_in_summer() {
    let words = "\
Flood in Aldmoor: live

9.10 am (BST)

The river rose by a metre, the council says.


11.40 pm (BST)

A bridge is closed.

12.20 am (BST)

The bridge gave way. \"Nobody was on it\", an officer said at 12.05.
";
    insta::assert_snapshot!(dump("news/2021/jul/14/flood", words), @r##"
    1 [9.10 am (BST)] 2021-07-14T08:10:00 The river rose by a metre, the council says. (+0)
    2 [11.40 pm (BST)] 2021-07-14T22:40:00 A bridge is closed. (+0)
    3 [12.20 am (BST)] 2021-07-14T23:20:00 The bridge gave way. "Nobody was on it", an officer said at 12.05. (+0)
    "##);
}

#[test]
fn twelve_hours_without_date_or_zone_are_not_guessed() {
    let words = "\
The Latest: Vote in Norland

12:05 a.m.

The count ends.

9:15 p.m.

The count begins.

noon

Polls are open.
";
    insta::assert_snapshot!(dump("", words), @r##"
    1 [12:05 a.m.] undated The count ends. (+0)
    2 [9:15 p.m.] undated The count begins. (+0)
    3 [noon] undated Polls are open. (+0)
    ! the page names no time zone; its stamps were read as UTC
    ! the day of these stamps is not known (neither the address nor a date in the posts gives a day); posts were left undated
    "##);
}

#[test]
fn stamps_before_words_with_nothing_between() {
    let words = "\
Carvel strike as it happened
All times are in UTC

22:55 Harbour workers walk out, union says

The union spoke of 400 workers.

22:10 The port is closed

21:30 Talks fail

\"We are far apart\", the port authority said.
";
    insta::assert_snapshot!(dump("2022-03-04-strike", words), @r##"
    1 [22:55] 2022-03-04T22:55:00 # Harbour workers walk out, union says (+1)
    2 [22:10] 2022-03-04T22:10:00 # The port is closed (+0)
    3 [21:30] 2022-03-04T21:30:00 # Talks fail (+1)
    "##);
}

#[test]
fn two_clocks_and_a_day_with_dashes() {
    let words = "\
Hethby truce: all the latest

10 Oct 2023 - 02:15(23:15 GMT)
Shots near Hethby
A correspondent heard shots.

9 Oct 2023 - 23:40(20:40 GMT)
Envoys meet
The envoys met in Skarne.
";
    insta::assert_snapshot!(dump("", words), @r##"
    1 [10 Oct 2023 - 02:15(23:15 GMT)] 2023-10-09T23:15:00 # Shots near Hethby (+1)
    2 [9 Oct 2023 - 23:40(20:40 GMT)] 2023-10-09T20:40:00 # Envoys meet (+1)
    "##);
}

#[test]
fn doubled_clocks_and_posted_at() {
    let words = "\
Storm over Ostrevia

Posted at 22:5522:55
Roofs torn off in Lunmark
Some 40 roofs are gone.
Share this post
Posted at 21:1021:10
Ferries stay in port
All ferries stay in port.
";
    insta::assert_snapshot!(dump("2021/02/03/storm", words), @r##"
    1 [Posted at 22:5522:55] 2021-02-03T22:55:00 # Roofs torn off in Lunmark (+1)
    2 [Posted at 21:1021:10] 2021-02-03T21:10:00 # Ferries stay in port (+1)
    ! the page names no time zone; its stamps were read as UTC
    "##);
}

#[test]
fn headlines_above_their_stamps() {
    let words = "\
Live: summit in Skarne

Envoy calls the draft empty
10 October 2023 17:05
The envoy of Valdoria called the draft empty on Tuesday.
He left early.

Summit begins
10 October 2023 09:30
The summit began with a minute of silence.
";
    insta::assert_snapshot!(dump("", words), @r##"
    1 [10 October 2023 17:05] 2023-10-10T17:05:00 # Envoy calls the draft empty (+2)
    2 [10 October 2023 09:30] 2023-10-10T09:30:00 # Summit begins (+1)
    ! the page names no time zone; its stamps were read as UTC
    "##);
}

#[test]
fn stamps_at_the_ends_of_lines() {
    let words = "\
Vote in Norland: updates

Jane Doe, Oct. 10, 2023, 10:55 p.m. ET
The minister conceded defeat.

By John Roe | Oct. 10, 2023, 9:20 p.m. ET
Counting went on in three towns.

Queues in Carvel | Oct. 10, 2023, 7:05 p.m. ET
Voters waited for hours.
";
    insta::assert_snapshot!(dump("", words), @r##"
    1 [Oct. 10, 2023, 10:55 p.m. ET] 2023-10-11T02:55:00 The minister conceded defeat. (+0)
    2 [Oct. 10, 2023, 9:20 p.m. ET] 2023-10-11T01:20:00 Counting went on in three towns. (+0)
    3 [Oct. 10, 2023, 7:05 p.m. ET] 2023-10-10T23:05:00 # Queues in Carvel (+1)
    "##);
}

#[test]
fn time_passed_is_split_and_not_dated() {
    let words = "\
Live: rescue off Aldmoor

14m ago
Two boats are found.

2h ago
A search begins.

an hour ago
Fog lies over the sea.
";
    insta::assert_snapshot!(dump("", words), @r##"
    1 [14m ago] undated Two boats are found. (+0)
    2 [2h ago] undated A search begins. (+0)
    3 [an hour ago] undated Fog lies over the sea. (+0)
    ! the stamps say how long ago, not when; posts were left undated
    "##);
}

#[test]
fn dates_in_numbers_are_read_where_they_are_clear() {
    let words = |day: &str| {
        format!("Strike\n\n{day} 10:00 GMT\nWorkers walk out.\n\n{day} 09:00 GMT\nWorkers meet.\n")
    };
    insta::assert_snapshot!(dump("", &words("23/10/2023")), @r##"
    1 [23/10/2023 10:00 GMT] 2023-10-23T10:00:00 Workers walk out. (+0)
    2 [23/10/2023 09:00 GMT] 2023-10-23T09:00:00 Workers meet. (+0)
    "##);
    insta::assert_snapshot!(dump("", &words("05.06.2023")), @r##"
    1 [05.06.2023 10:00 GMT] 2023-06-05T10:00:00 Workers walk out. (+0)
    2 [05.06.2023 09:00 GMT] 2023-06-05T09:00:00 Workers meet. (+0)
    "##);
    insta::assert_snapshot!(dump("", &words("05/06/2023")), @r##"
    1 [05/06/2023 10:00 GMT] undated Workers walk out. (+0)
    2 [05/06/2023 09:00 GMT] undated Workers meet. (+0)
    ! the day of these stamps is not known (neither the address nor a date in the posts gives a day); posts were left undated
    "##);
}

#[test]
fn without_stamps_a_live_page_is_one_post_and_a_fault() {
    let words = "\
Live updates: march in Lunmark

Thousands gather at the harbour.

Police close the bridge, officers said.
";
    insta::assert_snapshot!(dump("", words), @r##"
    1 [-] undated # Live updates: march in Lunmark (+2)
    ! the title speaks of a live page, and no stamps were found; it was read as one post
    "##);
}

#[test]
fn quotations_and_embedded_posts_do_not_split() {
    let words = "\
Live: truce in Hethby

14:20 GMT — Ministry rejects the report

\"At 13:05 our men held fire. 'Not one shot', their captain wrote\", the ministry said.

13:40 GMT — Tarn Republic protests

Ministry of Tarn @tarn
We protest. Talks at 12:00 GMT were broken off.
11:59 AM · Nov 11, 2020

12:10 GMT — Calm night
";
    insta::assert_snapshot!(dump("2020/11/11/live", words), @r##"
    1 [14:20 GMT] 2020-11-11T14:20:00 # Ministry rejects the report (+1)
    2 [13:40 GMT] 2020-11-11T13:40:00 # Tarn Republic protests (+3)
    3 [12:10 GMT] 2020-11-11T12:10:00 # Calm night (+0)
    ! the text ends without the end of a sentence or a footer; posts may be missing below
    "##);
}

#[test]
fn other_scripts_pass_through() {
    let words = "\
مباشر: الهدنة في هثبي

22:55
قالت الوزارة: «لم نطلق النار».

22:10
هل بدأت المحادثات؟

21:30
北部の町で銃声が聞こえた。住民が語った。
";
    insta::assert_snapshot!(dump("2020/11/11/live", words), @r##"
    1 [22:55] 2020-11-11T22:55:00 قالت الوزارة: «لم نطلق النار». (+0)
    2 [22:10] 2020-11-11T22:10:00 هل بدأت المحادثات؟ (+0)
    3 [21:30] 2020-11-11T21:30:00 北部の町で銃声が聞こえた。住民が語った。 (+0)
    ! the page names no time zone; its stamps were read as UTC
    "##);
}
