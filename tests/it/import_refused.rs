//! Import of what is no row, or none that is taken: named by its line, without harm to its neighbours.

use counterclaim_tests::{Answer, Case, Scratch};
use serde_json::json;

use crate::import::{import, rows};

#[test]
fn bad_rows_are_named_and_the_rest_goes_in() {
    let scratch = Scratch::new();
    let case = Case::init(&scratch.join("case"));
    let deep = format!("{}1{}", "[".repeat(200), "]".repeat(200));
    let mut file = Vec::new();
    let lines: [&[u8]; 14] = [
        b"\xef\xbb\xbf{\"statement\":\"The bridge fell\",\"speaker\":{\"name\":\"Ostrevia\",\"kind\":\"state\"}}\r",
        b"{\"statement\":",
        b"",
        b"[1]",
        b"{\"statement\":7}",
        b"{\"statement\":\"  \"}",
        b"{\"statement\":\"It stands\",\"modality\":\"sings\"}",
        b"{\"statement\":\"It stands \xff\"}",
        b"{\"statement\":\"It stands\",\"wording\":\"speaker\"}",
        b"{\"statement\":\"It stands\",\"speaker\":{\"name\":\"Valdoria\",\"kind\":\"state\",\"id\":\"00000001-0000-5000-8000-000000000000\"}}",
        b"{\"statement\":\"It stands\",\"status\":\"withdrawn\"}",
        b"{\"statement\":\"It stands\",\"finding\":{\"by\":\"ida\",\"evidence\":[],\"relation\":\"refutes\",\"of\":\"00000001-0000-5000-8000-000000000000\",\"reason\":\"x\"}}",
        b"{\"statement\":\"It stands\",\"speaker\":\"Valdoria\",\"matters\":[\"The Bridge\"]}",
        b"{\"statement\":\"It stands\",\"speaker\":\"Ostrevia\",\"party\":\"Nobody's\",\"said\":\"2031-06-14\",\"outlet\":\"Harbour Wire\",\"url\":\"https://harbour-wire.example/9\"}",
    ];
    for line in lines {
        file.extend_from_slice(line);
        file.push(b'\n');
    }
    file.extend_from_slice(format!("{{\"statement\":\"deep\",\"about\":{deep}}}\n").as_bytes());
    file.extend_from_slice(format!("{{\"statement\":\"{}\"}}\n", "x".repeat(70_000)).as_bytes());
    file.extend_from_slice(format!("{{\"statement\":\"{}\"}}\n", "x".repeat(5 << 20)).as_bytes());
    file.extend_from_slice(b"{\"statement\":\"The last row\"}");
    let path = scratch.join("claims.ndjson");
    std::fs::write(&path, &file).expect("the scratch folder can be written to");
    let counts = |answer: &Answer| {
        let file = answer.json();
        ["rows", "added", "unchanged", "refused"].map(|count| file[count].to_string()).join(" ")
    };
    let before = case.log().len();
    let dry = import(&case, &path, &["--dry-run", "--format", "json"]).exits(5);
    let none = import(&case, &path, &["--all-or-nothing", "--format", "json"]).exits(5);
    assert_eq!(case.log().len(), before, "neither records anything");
    assert_eq!((counts(&dry), counts(&none)), ("17 3 0 14".to_owned(), "17 0 0 17".to_owned()));
    let answer = import(&case, &path, &[]).exits(5);
    insta::assert_snapshot!(answer.out, @r#"
    claims.ndjson
    ─────────────────────────────────────────────────────────────────────────────────
     row   what    result    id         why                                          
    ═════════════════════════════════════════════════════════════════════════════════
     1     claim   added     6c022e72   with actor Ostrevia (state)                  
    ─────────────────────────────────────────────────────────────────────────────────
     2     claim   refused              no JSON: EOF while parsing a value at column 
                                        13                                           
    ─────────────────────────────────────────────────────────────────────────────────
     4     claim   refused              a row is a JSON object; this is none         
    ─────────────────────────────────────────────────────────────────────────────────
     5     claim   refused              invalid type: integer `7`, expected a string 
    ─────────────────────────────────────────────────────────────────────────────────
     6     claim   refused   fe23e5f6   statement is empty                           
    ─────────────────────────────────────────────────────────────────────────────────
     7     claim   refused              unknown variant `sings`, expected one of     
                                        `asserts`, `denies`, `accuses`, `demands`,   
                                        `promises`, `hopes`, `announces`, `predicts` 
    ─────────────────────────────────────────────────────────────────────────────────
     8     claim   refused              byte 25 of the line is not UTF-8             
    ─────────────────────────────────────────────────────────────────────────────────
     9     claim   refused   c5c5d48a   words given as the speaker's own must have a 
                                        place in a captured text                     
    ─────────────────────────────────────────────────────────────────────────────────
     10    claim   refused              actor 00000001-0000-5000-8000-000000000000   
                                        is not in this case, and it is not the id of 
                                        "Valdoria" (state): import the actors, or    
                                        leave the id out                             
    ─────────────────────────────────────────────────────────────────────────────────
     11    claim   refused              it was rejected or withdrawn where it comes  
                                        from                                         
    ─────────────────────────────────────────────────────────────────────────────────
     12    claim   refused              the claim it is about,                       
                                        00000001-0000-5000-8000-000000000000, is not 
                                        here                                         
    ─────────────────────────────────────────────────────────────────────────────────
     13    claim   refused              "The Bridge" is not a matter slug            
                                        (lower-case letters, digits and single       
                                        hyphens, at most 64)                         
    ─────────────────────────────────────────────────────────────────────────────────
     14    claim   added     af55f8ae   its party is Ostrevia here, and Nobody's in  
                                        the file: import the actors; with actor      
                                        Harbour Wire (outlet), source Harbour Wire,  
                                        capture f2359e47-a46a-517c-b3bf-56938181e614 
                                        of https://harbour-wire.example/9, without   
                                        its page, post                               
                                        9a6dd90e-4e3e-5fda-bad8-77311a0ba269         
    ─────────────────────────────────────────────────────────────────────────────────
     15    claim   refused              no JSON: recursion limit exceeded at column  
                                        155                                          
    ─────────────────────────────────────────────────────────────────────────────────
     16    claim   refused   a9f4db79   statement has 70000 bytes; the limit is      
                                        65536                                        
    ─────────────────────────────────────────────────────────────────────────────────
     17    claim   refused              the line is too long (the limit is 4 MiB)    
    ─────────────────────────────────────────────────────────────────────────────────
    claims.ndjson (sha256 083c8058f6e149300b8cb28b61a9faa071a05c280dee032c946e4982ac27d6f4): 17 rows, 3 added, 0 unchanged, 14 refused. Recorded at 2 to 10.
    "#);
    assert_eq!(rows(&case, "claims").len(), 3);
    let again = import(&case, &path, &["--format", "json"]).exits(5);
    assert_eq!(counts(&again), "17 0 3 14");
    let verified = case.ask(&["verify", "--deep"]);
    verified.exits(0);
}

#[test]
fn tables_are_refused_by_their_header_and_rows_by_their_line() {
    let scratch = Scratch::new();
    let case = Case::init(&scratch.join("case"));
    let err = |text: &str, more: &[&str]| {
        let file = scratch.file("rows.csv", text);
        import(&case, &file, more).exits(5).err
    };
    assert!(
        err("statement,statement\na,b\n", &[])
            .contains("line 1: two columns are called \"statement\"")
    );
    assert!(err("words,of,nothing\n1,2,3\n", &[]).contains("give --kind"));
    assert!(err("", &[]).contains("give --kind"));
    assert!(err("\u{feff}", &["--kind", "claims"]).contains("give --input"));
    assert!(err("[]", &[]).contains("give --kind"));
    let utf16 = scratch.join("utf16.csv");
    std::fs::write(&utf16, b"\xff\xfes\0t\0").expect("the scratch folder can be written to");
    assert!(import(&case, &utf16, &[]).exits(5).err.contains("UTF-16"));
    let text = "statement;speaker;speaker_kind;said;said_precision;matters\r\n\
                '=1+1 is what she said;Ottla Rehn;person;2031-06-14;month;bridge harbour\r\n\
                too few;cells\r\n\
                \"two\r\nlines\";Ottla Rehn;person;yesterday;;\r\n\
                '@home;Ottla Rehn;person;;;\r\n";
    let file = scratch.file("claims.csv", text);
    let answer = import(&case, &file, &["--format", "ndjson"]).exits(5);
    let told = |row: &serde_json::Value| format!("{} {} {}", row["at"], row["result"], row["why"]);
    let results: Vec<String> = answer.lines().iter().map(told).collect();
    insta::assert_snapshot!(results.join("\n"), @r#"
    2 "added" null
    3 "refused" "2 cells for 6 columns"
    4 "refused" "\"yesterday\" is no time (2020-10-07T14:00:00Z, or a date)"
    6 "added" null
    "#);
    let said: Vec<String> =
        rows(&case, "claims").iter().map(|row| row["statement"].to_string()).collect();
    assert_eq!(said, ["\"=1+1 is what she said\"", "\"@home\""]);
    assert_eq!(rows(&case, "claims")[0]["times"]["said"]["precision"], json!("month"));
}

#[test]
fn json_that_breaks_off_keeps_what_came_before() {
    let scratch = Scratch::new();
    let case = Case::init(&scratch.join("case"));
    let row = |text: &str| json!({"matter": text, "title": text}).to_string();
    let broken = format!("[{},\n{},\n{{\"matter\": nul", row("bridge"), row("harbour"));
    let file = scratch.file("matters.json", &broken);
    let answer = import(&case, &file, &["--format", "json"]).exits(5).json();
    assert_eq!((&answer["added"], &answer["refused"]), (&json!(2), &json!(1)));
    let why = answer["results"][2]["why"].as_str().expect("it says why");
    assert!(why.contains("no JSON from here on") && why.contains("line 3"), "{why}");
    // One row of 5 MiB and an array of arrays are no reason to hold them.
    let long = format!("[{{\"matter\":\"{}\",\"title\":\"x\"}}]", "x".repeat(5 << 20));
    let file = scratch.file("long.json", &long);
    let answer = import(&case, &file, &["--kind", "matters", "--format", "json"]).exits(5).json();
    let why = answer["results"][0]["why"].as_str().expect("it says why");
    assert!(why.contains("too long"), "{why}");
    let file = scratch.file("deep.json", &format!("[{{\"matter\":{}", "[".repeat(1 << 20)));
    import(&case, &file, &["--kind", "matters"]).exits(5);
}
