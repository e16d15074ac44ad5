//! p
#![allow(missing_docs, dead_code)]
#[path = "../benches/writer.rs"]
mod b;
fn main() {
    let f: Vec<_> = (0..10).map(|r| b::feed(r, 200)).collect();
    let mut v = Vec::new();
    let t = std::time::Instant::now();
    for i in 0..5000 {
        v.clear();
        f[i % 10].write_to(&mut v);
    }
    println!("{}", 1e6 / t.elapsed().as_secs_f64());
    let mut e = f[0].clone();
    e.events.clear();
    let t = std::time::Instant::now();
    for _ in 0..5000 {
        v.clear();
        e.write_to(&mut v);
    }
    println!("empty {:?}", t.elapsed() / 5000);
}
