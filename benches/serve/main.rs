//! Speed of serving calendars: this server beside nginx with the same bytes as static files, one core for the servers and one
//! for the load, in both orders; then new addresses, which must be rendered; then the memory after 100,000 of them.
//!
//! `cargo bench --bench serve` measures and fails outside the promised ratios. `cargo bench --bench serve -- --test` runs all
//! of it briefly and does not fail for speed. Both need nginx, wrk and taskset.
#![expect(clippy::print_stdout, reason = "a benchmark's result is what it prints")]

mod http;

use std::error::Error;
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use http::{Reply, get, one};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Least rate, as a share of nginx's.
const LEAST_RATE: f64 = 0.9;
/// Number of pairs of measurements for each case. The median of their ratios counts.
const ROUNDS: usize = 7;
/// Most for the 99th percentile, as a multiple of nginx's.
const MOST_P99: f64 = 1.5;
/// Least number of new addresses a second, on one core.
const LEAST_NEW: f64 = 300.0;
/// Most resident memory after [`MANY`] addresses, in MiB.
const MOST_MEMORY: f64 = 64.0;
const MANY: usize = 100_000;

/// Core of the servers, and core of the load.
const SERVERS: &str = "0";
const LOAD: &str = "1";

const FEED: &str =
    "/plan/marathon-intermediate-18/calendar.ics?race=2027-04-18&zone=America/New_York&long=sun+08:00";

fn main() -> ExitCode {
    let quick = std::env::args().any(|argument| argument == "--test");
    match run(quick) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            println!("FAIL: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(quick: bool) -> Result<bool> {
    let own = std::process::id().to_string();
    let pinned = Command::new("taskset")
        .args(["-cp", LOAD, &own])
        .stdout(Stdio::null())
        .status();
    if !pinned.is_ok_and(|status| status.success()) {
        return Err("taskset cannot pin to a second core".into());
    }
    let mut passed = beside_nginx(quick)?;
    passed &= never_rendered(quick)?;
    Ok(passed || quick)
}

/// A server process, killed when this is dropped.
struct Server {
    child: Child,
    address: SocketAddr,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// This server, on one core.
fn longrun() -> Result<Server> {
    let mut child = Command::new("taskset")
        .args([
            "-c",
            SERVERS,
            env!("CARGO_BIN_EXE_longrun"),
            "serve",
            "--listen",
            "127.0.0.1:0",
        ])
        .args(["--threads", "1", "--log-filter", "warn"])
        .stdout(Stdio::piped())
        .spawn()?;
    let mut line = String::new();
    let stdout = child.stdout.take().ok_or("no pipe")?;
    BufReader::new(stdout).read_line(&mut line)?;
    let address = line.trim().rsplit('/').next().ok_or("no address")?.parse()?;
    Ok(Server { child, address })
}

/// nginx with the calendar of `reply` and `packed` as files in `folder`, on one core.
fn nginx(folder: &Path, plain: &Reply, packed: &Reply) -> Result<Server> {
    fs::create_dir_all(folder.join("plan/marathon-intermediate-18"))?;
    let file = folder.join("plan/marathon-intermediate-18/calendar.ics");
    fs::write(&file, &plain.body)?;
    fs::write(file.with_extension("ics.gz"), &packed.body)?;
    let free = TcpListener::bind("127.0.0.1:0")?;
    let address = free.local_addr()?;
    drop(free);
    let mut headers = String::new();
    for name in ["cache-control", "x-content-type-options", "link"] {
        let value = plain.line(name).unwrap_or_default().replace('"', "\\\"");
        headers += &format!("add_header {name} \"{value}\";\n");
    }
    let root = folder.display();
    let configuration = format!(
        "daemon off; master_process off; worker_processes 1; pid {root}/pid; error_log {root}/error.log;
        events {{ worker_connections 4096; }}
        http {{
            access_log off; sendfile on; tcp_nopush on; tcp_nodelay on;
            keepalive_timeout 75; keepalive_requests 1000000000;
            types {{ text/calendar ics; }} charset utf-8; charset_types text/calendar;
            client_body_temp_path {root}/a; proxy_temp_path {root}/b; fastcgi_temp_path {root}/c;
            uwsgi_temp_path {root}/d; scgi_temp_path {root}/e;
            server {{ listen {address} backlog=4096; root {root}; gzip_static on; gzip_vary on; {headers} }}
        }}"
    );
    let path = folder.join("nginx.conf");
    fs::write(&path, configuration)?;
    let program = if Path::new("/usr/sbin/nginx").exists() {
        "/usr/sbin/nginx"
    } else {
        "nginx"
    };
    let child = Command::new("taskset")
        .args(["-c", SERVERS, program, "-c"])
        .arg(&path)
        .spawn()?;
    let server = Server { child, address };
    let begun = Instant::now();
    while TcpStream::connect(address).is_err() {
        if begun.elapsed() > Duration::from_secs(10) {
            return Err("nginx does not start".into());
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok(server)
}

/// Result of wrk.
#[derive(Clone, Copy)]
struct Load {
    /// Requests a second.
    rate: f64,
    /// 99th percentile of latency, in milliseconds.
    p99: f64,
}

fn wrk(address: SocketAddr, lines: &[String], quick: bool) -> Result<Load> {
    let duration = if quick { "1s" } else { "2s" };
    let mut command = Command::new("taskset");
    command.args(["-c", LOAD, "wrk", "-t1", "-c32", "--latency", "-d", duration]);
    for line in lines {
        command.args(["-H", line]);
    }
    let output = command.arg(format!("http://{address}{FEED}")).output()?;
    let text = String::from_utf8(output.stdout)?;
    let field = |name: &str| {
        text.lines()
            .find_map(|line| line.trim().strip_prefix(name))
            .map(str::trim)
    };
    if let Some(wrong) = field("Non-2xx or 3xx responses:").or_else(|| field("Socket errors:")) {
        return Err(format!("wrk saw errors: {wrong}").into());
    }
    let rate = field("Requests/sec:").ok_or("wrk says no rate")?.parse()?;
    let p99 = milliseconds(field("99%").ok_or("wrk says no 99 %")?).ok_or("wrk says no time")?;
    Ok(Load { rate, p99 })
}

fn milliseconds(text: &str) -> Option<f64> {
    let units = [("us", 1e-3), ("ms", 1.0), ("m", 60e3), ("s", 1e3)];
    let (number, factor) = units
        .iter()
        .find_map(|(unit, factor)| Some((text.strip_suffix(unit)?, factor)))?;
    Some(number.parse::<f64>().ok()? * factor)
}

fn beside_nginx(quick: bool) -> Result<bool> {
    let folder = tempfile::tempdir()?;
    let ours = longrun()?;
    let gzip = "Accept-Encoding: gzip".to_owned();
    let plain = get(ours.address, FEED, &[])?;
    let packed = get(ours.address, FEED, std::slice::from_ref(&gzip))?;
    let theirs = nginx(folder.path(), &plain, &packed)?;
    println!(
        "{} bytes, {} packed; rates in requests a second, p99 in ms, each the median of its rounds",
        plain.body.len(),
        packed.body.len()
    );
    let mut passed = true;
    for (status, packing, connection) in cases() {
        let mut lines = Vec::new();
        lines.extend((packing == "gzip").then(|| gzip.clone()));
        lines.extend((connection == "a connection each").then(|| "Connection: close".to_owned()));
        let asked = |server: &Server| -> Result<Vec<String>> {
            let mut lines = lines.clone();
            let first = get(server.address, FEED, &lines)?;
            let expected = if packing == "gzip" {
                &packed.body
            } else {
                &plain.body
            };
            if first.status != 200 || first.body != *expected {
                return Err(format!("{}: another body than ours", server.address).into());
            }
            if status == 304 {
                let tag = first.line("etag").ok_or("no tag")?;
                lines.push(format!("If-None-Match: {tag}"));
                if get(server.address, FEED, &lines)?.status != 304 {
                    return Err(format!("{}: no 304", server.address).into());
                }
            }
            Ok(lines)
        };
        let (our_lines, their_lines) = (asked(&ours)?, asked(&theirs)?);
        let mut rounds = Vec::new();
        for round in 0..if quick { 2 } else { ROUNDS } {
            // Both orders, so that neither gains from a machine that warms up or slows down.
            rounds.push(if round % 2 == 0 {
                let ours = wrk(ours.address, &our_lines, quick)?;
                (ours, wrk(theirs.address, &their_lines, quick)?)
            } else {
                let theirs = wrk(theirs.address, &their_lines, quick)?;
                (wrk(ours.address, &our_lines, quick)?, theirs)
            });
        }
        let of = |figure: fn(&(Load, Load)) -> f64| median(rounds.iter().map(figure).collect());
        let rate = of(|(ours, theirs)| ours.rate / theirs.rate);
        let p99 = of(|(ours, theirs)| ours.p99 / theirs.p99);
        let fails = rate < LEAST_RATE || p99 > MOST_P99;
        passed &= !fails;
        println!(
            "{status} {packing:<5} {connection:<18} {:>7.0} nginx {:>7.0}: {rate:>5.2}   p99 {:>6.2} nginx {:>6.2}: {p99:>5.2}{}",
            of(|(ours, _)| ours.rate),
            of(|(_, theirs)| theirs.rate),
            of(|(ours, _)| ours.p99),
            of(|(_, theirs)| theirs.p99),
            if fails && !quick { "  FAIL" } else { "" }
        );
    }
    Ok(passed)
}

/// The median; for an even number of figures, the upper one of the two in the middle.
fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

fn cases() -> Vec<(u16, &'static str, &'static str)> {
    let mut cases = Vec::new();
    for status in [304, 200] {
        for packing in ["gzip", "plain"] {
            for connection in ["keep-alive", "a connection each"] {
                cases.push((status, packing, connection));
            }
        }
    }
    cases
}

/// Measures new addresses, which must be rendered.
fn never_rendered(quick: bool) -> Result<bool> {
    let server = longrun()?;
    let (some, many) = if quick { (200, 2_000) } else { (5_000, MANY) };
    let begun = Instant::now();
    ask_for(&server, 0..some, |_| "marathon-intermediate-18")?;
    let rate = per_second(some, begun);
    let fails = rate < LEAST_NEW;
    println!("new addresses of the 18-week plan: {rate:.0} a second");
    let plans = ["first-5k-8", "5k-10", "10k-12", "half-12", "marathon-novice-20"];
    let begun = Instant::now();
    ask_for(&server, some..many, |number| plans[number % plans.len()])?;
    let rate = per_second(many - some, begun);
    let (now, peak) = memory(server.child.id())?;
    let heavy = now > MOST_MEMORY;
    println!("new addresses of other plans: {rate:.0} a second");
    println!("after {many} of them {now:.1} MiB resident, at most {peak:.1} MiB");
    if !quick && (fails || heavy) {
        println!("FAIL: at least {LEAST_NEW} a second and at most {MOST_MEMORY} MiB were promised");
    }
    Ok(!fails && !heavy)
}

#[expect(clippy::cast_precision_loss, reason = "a few thousand")]
fn per_second(number: usize, since: Instant) -> f64 {
    number as f64 / since.elapsed().as_secs_f64()
}

/// Requests new addresses over four connections at a time.
fn ask_for(
    server: &Server,
    numbers: std::ops::Range<usize>,
    plan: impl Fn(usize) -> &'static str + Sync,
) -> Result<()> {
    let next = std::sync::atomic::AtomicUsize::new(numbers.start);
    let (next, plan, numbers) = (&next, &plan, &numbers);
    let asking = || -> std::result::Result<(), String> {
        let mut stream = TcpStream::connect(server.address).map_err(|error| error.to_string())?;
        loop {
            let number = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            if !numbers.contains(&number) {
                return Ok(());
            }
            let path = format!(
                "/plan/{}/calendar.ics?race=2027-04-18&zone=Europe/Berlin&name=Runner+{number}",
                plan(number)
            );
            one(&mut stream, &path).map_err(|error| error.to_string())?;
        }
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(asking)).collect();
        let mut ended = threads.into_iter().map(|thread| thread.join());
        Ok(ended.try_for_each(|ended| ended.unwrap_or(Err("a panic".to_owned())))?)
    })
}

/// The resident memory of a process, now and at its most, in MiB.
fn memory(id: u32) -> Result<(f64, f64)> {
    let status = fs::read_to_string(format!("/proc/{id}/status"))?;
    let field = |name: &str| -> Option<f64> {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        Some(line.trim().strip_suffix(" kB")?.trim().parse::<f64>().ok()? / 1024.0)
    };
    Ok((
        field("VmRSS:").ok_or("no VmRSS")?,
        field("VmHWM:").ok_or("no VmHWM")?,
    ))
}
