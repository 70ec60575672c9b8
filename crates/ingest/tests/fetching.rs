//! Pages by address against a server on this machine: what is too large, too slow, sent on too often or
//! nowhere one may go, and what is said then.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

use counterclaim_ingest::{FetchError, Fetcher, MAX_PAGE, Page, Reach};

/// Serves every call by `answer`, which gets the path; returns the address of the server.
fn serve(answer: impl Fn(&str, &mut TcpStream) + Send + Sync + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            let mut lines = BufReader::new(stream.try_clone().expect("a second handle")).lines();
            let first = lines.next().and_then(Result::ok).unwrap_or_default();
            while lines.next().and_then(Result::ok).is_some_and(|line| !line.is_empty()) {}
            let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
            answer(&path, &mut stream);
        }
    });
    format!("http://{address}")
}

/// Writes an answer; a client that has hung up is no matter.
fn reply(stream: &mut TcpStream, head: &str, body: &[u8]) {
    let length = body.len();
    let head = format!("HTTP/1.1 {head}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n");
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
}

fn get(url: &str) -> Result<Page, FetchError> {
    Fetcher::new(Reach::Everywhere).page(url)
}

fn said(url: &str) -> String {
    get(url).map_or_else(|error| error.to_string(), |page| format!("{} bytes", page.bytes.len()))
}

#[test]
fn redirects_are_counted_and_lead_nowhere_else() {
    let at = serve(|path, stream| match path.strip_prefix("/hop/").map(str::parse::<u32>) {
        Some(Ok(0)) => reply(stream, "200 OK\r\ncontent-type: text/html", b"<p>here</p>"),
        Some(Ok(n)) => reply(stream, &format!("302 Found\r\nlocation: /hop/{}", n - 1), b""),
        Some(Err(_)) | None if path == "/file" => {
            reply(stream, "302 Found\r\nlocation: file:///etc/passwd", b"");
        }
        Some(Err(_)) | None => reply(stream, "301 Moved\r\nlocation: /loop", b""),
    });
    let page = get(&format!("{at}/hop/5")).expect("five redirects are followed");
    assert_eq!(page.final_url, Some(format!("{at}/hop/0")));
    assert_eq!(page.url, Some(format!("{at}/hop/5")));
    assert_eq!(said(&format!("{at}/hop/6")), "more than 5 redirects");
    assert_eq!(said(&format!("{at}/loop")), "more than 5 redirects");
    assert_eq!(said(&format!("{at}/file")), "\"file:///etc/passwd\" is no http(s) address");
}

#[test]
fn private_addresses_are_asked_only_if_allowed() {
    let at = serve(|_, stream| reply(stream, "200 OK", b"secret"));
    let port = at.rsplit(':').next().expect("a port");
    for host in ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"] {
        let url = format!("http://{host}:{port}/");
        let error = Fetcher::new(Reach::Public).page(&url).expect_err("it is private");
        assert!(matches!(error, FetchError::NotPublic(_)), "{url}: {error}");
    }
    assert_eq!(said(&at), "6 bytes");
}

#[test]
fn statuses_that_are_no_page_are_errors() {
    let at = serve(|path, stream| reply(stream, &format!("{} Status", &path[1..]), b"sorry"));
    for status in [400, 401, 403, 404, 410, 429, 500, 503] {
        let error = get(&format!("{at}/{status}")).expect_err("it is no page");
        assert!(matches!(error, FetchError::Status(said) if said == status), "{error}");
    }
    // A redirect that names no place is an answer like any other.
    assert_eq!(said(&format!("{at}/302")), "the server answers with status 302");
    for other in ["ftp://wire.example/", "wire.example", "file:///etc/passwd", "javascript:1"] {
        assert_eq!(said(other), format!("{other:?} is no http(s) address"));
    }
}

#[test]
fn a_page_that_is_too_large_or_never_ends_is_refused() {
    let at = serve(|path, stream| {
        let head = match path {
            "/gzip" => "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\nconnection: close\r\n\r\n",
            _ => "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n",
        };
        let _ = stream.write_all(head.as_bytes());
        let chunk = vec![b'a'; 1 << 20];
        // More than is read, and no end of it until the client hangs up.
        while path == "/endless" && stream.write_all(&chunk).is_ok() {}
        if path == "/gzip" {
            let _ = stream.write_all(&bomb(MAX_PAGE + (1 << 20)));
        }
    });
    let expected = format!("the page has more than {MAX_PAGE} bytes");
    assert_eq!(said(&format!("{at}/endless")), expected);
    match get(&format!("{at}/gzip")) {
        Err(FetchError::TooLarge(limit)) => assert_eq!(limit, MAX_PAGE),
        // Without unpacking, the few bytes that were sent are what there is.
        Ok(page) => assert!(page.bytes.len() < 1 << 20 && page.bytes.starts_with(&[0x1f, 0x8b])),
        Err(other) => panic!("{other}"),
    }
}

/// Gzip of `length` equal bytes, a thousandth of their size.
fn bomb(length: usize) -> Vec<u8> {
    use std::process::{Command, Stdio};
    let mut gzip = Command::new("gzip")
        .args(["-c"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("gzip runs");
    let mut input = gzip.stdin.take().expect("its input");
    let writer = std::thread::spawn(move || input.write_all(&vec![b'a'; length]));
    let packed = gzip.wait_with_output().expect("gzip ends").stdout;
    writer.join().expect("it was written").expect("gzip takes it");
    packed
}

#[test]
fn a_server_that_drips_is_given_up() {
    let at = serve(|_, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n");
        while stream.write_all(b"a").is_ok() {
            std::thread::sleep(Duration::from_millis(20));
        }
    });
    let began = Instant::now();
    let error = Fetcher::patient(Reach::Everywhere, Duration::from_millis(400))
        .page(&at)
        .expect_err("it never ends");
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    assert!(matches!(error, FetchError::TooSlow(_)), "{error}");
    assert_eq!(error.to_string(), "the page took longer than 400ms");
}

#[test]
fn an_answer_that_breaks_off_is_an_error() {
    let at = serve(|_, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nabc");
    });
    let error = get(&at).expect_err("it is not whole");
    assert!(error.to_string().starts_with("the answer breaks off"), "{error}");
}

#[test]
fn types_that_are_no_text_are_refused() {
    let at = serve(|path, stream| {
        let kind = path[1..].to_owned();
        reply(stream, &format!("200 OK\r\ncontent-type: {kind}"), b"<p>words</p>");
    });
    for kind in ["image/png", "video/mp4", "audio/mpeg", "application/pdf", "application/zip"] {
        let expected = format!("the server sends {kind}, which is no page");
        assert_eq!(said(&format!("{at}/{kind}")), expected);
    }
    for kind in ["text/html;charset=utf-8", "text/plain", "application/rss+xml", "application/json"]
    {
        assert_eq!(said(&format!("{at}/{kind}")), "12 bytes", "{kind}");
    }
}
