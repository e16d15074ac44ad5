//! The project's Rust files, parsed.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::path::Path;

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, ImplItemFn, ItemFn, ItemImpl, ItemMod, ItemUse, Meta};

use crate::sources;

/// Folders with tests.
const TEST_FOLDERS: [&str; 5] = ["tests", "test", "benches", "examples", "fuzz"];

/// A Rust file of the project.
pub(super) struct SourceFile {
    /// Its path from the project's folder, with `/`.
    pub(super) path: String,
    pub(super) text: String,
    pub(super) parsed: syn::File,
    /// Holds tests and nothing else.
    pub(super) is_test: bool,
    /// Lines of the tests in it.
    test_spans: Vec<RangeInclusive<usize>>,
}

impl SourceFile {
    /// The number of code lines outside and inside test spans.
    pub(super) fn code_lines(&self) -> (usize, usize) {
        let tokens: TokenStream = self.text.parse().expect("the compiler has read it");
        let lines: Vec<&str> = self.text.lines().collect();
        let mut with_code = BTreeSet::new();
        collect_lines(tokens, &lines, &mut with_code);
        let in_tests = with_code.iter().filter(|line| self.in_test(**line)).count();
        (with_code.len() - in_tests, in_tests)
    }

    /// The line belongs to a test.
    pub(super) fn in_test(&self, line: usize) -> bool {
        self.test_spans.iter().any(|span| span.contains(&line))
    }
}

/// Every Rust file of the project.
pub(super) fn all() -> Vec<SourceFile> {
    let paths = ["src", "tests", "benches"]
        .into_iter()
        .flat_map(|folder| sources::files(folder, "rs"));
    let mut files: Vec<SourceFile> = paths.map(|path| read(&path)).collect();
    let declared: BTreeSet<String> = files.iter().flat_map(declared_as_tests).collect();
    for file in &mut files {
        let name = file.path.trim_end_matches("/mod.rs").trim_end_matches(".rs");
        file.is_test |= declared.contains(name);
    }
    files
}

fn read(path: &Path) -> SourceFile {
    let text = sources::text(path);
    let parsed = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut spans = TestSpans(Vec::new());
    spans.visit_file(&parsed);
    let path = path.to_string_lossy().replace('\\', "/");
    SourceFile {
        is_test: is_test_path(&path),
        path,
        text,
        parsed,
        test_spans: spans.0,
    }
}

fn is_test_path(path: &str) -> bool {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    folders.split('/').any(|folder| TEST_FOLDERS.contains(&folder))
        || name == "tests.rs"
        || name.starts_with("test_")
        || name.ends_with("_tests.rs")
}

/// Paths without `.rs` of the files that `file` declares with `#[cfg(test)] mod NAME;`.
fn declared_as_tests(file: &SourceFile) -> Vec<String> {
    let folder = file
        .path
        .strip_suffix("/mod.rs")
        .or_else(|| file.path.strip_suffix(".rs"))
        .unwrap_or(&file.path);
    let declared = file.parsed.items.iter().filter_map(|item| match item {
        syn::Item::Mod(item) if item.content.is_none() && is_test(&item.attrs) => {
            Some(format!("{folder}/{}", item.ident))
        }
        _ => None,
    });
    declared.collect()
}

/// The attributes make the item a test, or part of one.
pub(super) fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) if list.path.is_ident("cfg") => {
            let mut condition = list.tokens.to_string();
            condition.retain(|sign| !sign.is_whitespace());
            condition == "test" || condition.starts_with("any(test")
        }
        other => other
            .path()
            .segments
            .last()
            .is_some_and(|last| last.ident == "test"),
    })
}

/// Collects the lines of all tests of a file.
struct TestSpans(Vec<RangeInclusive<usize>>);

impl TestSpans {
    /// Notes an item that is a test; `false` for any other.
    fn note(&mut self, attributes: &[Attribute], last: Span) -> bool {
        let Some(first) = attributes.first().filter(|_| is_test(attributes)) else {
            return false;
        };
        self.0.push(first.pound_token.span.start().line..=last.end().line);
        true
    }
}

impl<'ast> Visit<'ast> for TestSpans {
    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        let last = match (&item.content, &item.semi) {
            (Some((brace, _)), _) => brace.span.close(),
            (None, Some(semi)) => semi.span,
            (None, None) => item.ident.span(),
        };
        if !self.note(&item.attrs, last) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_fn(&mut self, item: &'ast ItemFn) {
        if !self.note(&item.attrs, item.block.brace_token.span.close()) {
            visit::visit_item_fn(self, item);
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast ImplItemFn) {
        if !self.note(&item.attrs, item.block.brace_token.span.close()) {
            visit::visit_impl_item_fn(self, item);
        }
    }

    fn visit_item_impl(&mut self, item: &'ast ItemImpl) {
        if !self.note(&item.attrs, item.brace_token.span.close()) {
            visit::visit_item_impl(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.note(&item.attrs, item.semi_token.span);
    }
}

/// Adds the lines of all tokens that are not comments.
fn collect_lines(tokens: TokenStream, lines: &[&str], with_code: &mut BTreeSet<usize>) {
    for token in tokens {
        let span = token.span();
        if is_comment(span, lines) {
            continue;
        }
        if let TokenTree::Group(group) = &token {
            with_code.insert(group.span_open().start().line);
            collect_lines(group.stream(), lines, with_code);
            with_code.insert(group.span_close().end().line);
        } else {
            with_code.extend(span.start().line..=span.end().line);
        }
    }
}

/// The token stands for a doc comment, which a parser reads as an attribute.
fn is_comment(span: Span, lines: &[&str]) -> bool {
    let start = span.start();
    let rest = lines
        .get(start.line - 1)
        .map(|line| line.chars().skip(start.column).take(2).collect::<String>());
    rest.is_some_and(|rest| rest == "//" || rest == "/*")
}
