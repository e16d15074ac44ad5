//! Counts of one source file: functions, types, documented items, unwraps, doc comments.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{
    Attribute, FnArg, ImplItemConst, ImplItemFn, ImplItemType, ItemConst, ItemEnum, ItemFn, ItemImpl,
    ItemMod, ItemStatic, ItemStruct, ItemTrait, ItemType, Signature, TraitItemFn, Visibility,
};

use super::source::{SourceFile, is_test};

/// Macros that end in a panic.
const PANICS: [&str; 4] = ["panic", "unreachable", "todo", "unimplemented"];

/// A function with a body.
pub(super) struct Function {
    pub(super) file: String,
    pub(super) line: usize,
    pub(super) name: String,
    pub(super) lines: usize,
    /// Parameters, without `self`.
    pub(super) parameters: usize,
}

/// The counts of a file, tests left out.
#[derive(Default)]
pub(super) struct Counts {
    pub(super) functions: Vec<Function>,
    /// Names of structs, enums and traits.
    pub(super) types: Vec<String>,
    /// Items with plain `pub`.
    pub(super) public: usize,
    /// Those of them with documentation.
    pub(super) documented: usize,
    /// Calls that may end in a panic.
    pub(super) unwraps: usize,
    file: String,
}

/// The counts of `file`.
pub(super) fn of(file: &SourceFile) -> Counts {
    let mut counts = Counts {
        file: file.path.clone(),
        ..Counts::default()
    };
    counts.visit_file(&file.parsed);
    let tokens: TokenStream = file.text.parse().expect("the compiler has read it");
    counts.unwraps = unwraps(file, tokens);
    counts
}

/// Blocks of `///` lines, as the line they begin on and their text.
pub(super) fn doc_comments(text: &str) -> Vec<(usize, String)> {
    let mut blocks: Vec<(usize, String)> = Vec::new();
    let mut inside = false;
    for (index, line) in text.lines().enumerate() {
        let Some(words) = line
            .trim_start()
            .strip_prefix("///")
            .filter(|rest| !rest.starts_with('/'))
        else {
            inside = false;
            continue;
        };
        match blocks.last_mut() {
            Some((_, block)) if inside => {
                block.push(' ');
                block.push_str(words.trim());
            }
            _ => blocks.push((index + 1, words.trim().to_owned())),
        }
        inside = true;
    }
    blocks
}

/// Calls of `.unwrap(…)`, `.expect(…)` and of macros that panic, outside tests.
fn unwraps(file: &SourceFile, tokens: TokenStream) -> usize {
    let mut count = 0;
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => count += unwraps(file, group.stream()),
            TokenTree::Ident(name) if !file.in_test(name.span().start().line) => {
                let after = tokens.get(at + 1);
                let called = matches!(after, Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis);
                let is_method = at > 0 && is_sign(tokens.get(at - 1), '.');
                if is_method && called && (name == "unwrap" || name == "expect") {
                    count += 1;
                }
                if is_sign(after, '!') && PANICS.iter().any(|panics| name == panics) {
                    count += 1;
                }
            }
            _ => {}
        }
    }
    count
}

fn is_sign(token: Option<&TokenTree>, sign: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
}

impl Counts {
    fn function(&mut self, visibility: Option<&Visibility>, signature: &Signature, end: Span) {
        let first = match visibility {
            Some(Visibility::Public(public)) => public.span,
            Some(Visibility::Restricted(restricted)) => restricted.pub_token.span,
            _ => signature
                .constness
                .as_ref()
                .map(|word| word.span)
                .or(signature.asyncness.as_ref().map(|word| word.span))
                .unwrap_or(signature.fn_token.span),
        };
        let line = first.start().line;
        let parameters = signature.inputs.iter();
        self.functions.push(Function {
            file: self.file.clone(),
            line,
            name: signature.ident.to_string(),
            lines: end.end().line + 1 - line,
            parameters: parameters
                .filter(|parameter| matches!(parameter, FnArg::Typed(_)))
                .count(),
        });
    }

    fn item(&mut self, visibility: &Visibility, attributes: &[Attribute]) {
        if matches!(visibility, Visibility::Public(_)) {
            self.public += 1;
            self.documented += usize::from(attributes.iter().any(|it| it.path().is_ident("doc")));
        }
    }
}

impl<'ast> Visit<'ast> for Counts {
    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        if !is_test(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_impl(&mut self, item: &'ast ItemImpl) {
        if !is_test(&item.attrs) {
            visit::visit_item_impl(self, item);
        }
    }

    fn visit_item_fn(&mut self, item: &'ast ItemFn) {
        if !is_test(&item.attrs) {
            self.item(&item.vis, &item.attrs);
            self.function(Some(&item.vis), &item.sig, item.block.brace_token.span.close());
            visit::visit_item_fn(self, item);
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast ImplItemFn) {
        if !is_test(&item.attrs) {
            self.item(&item.vis, &item.attrs);
            self.function(Some(&item.vis), &item.sig, item.block.brace_token.span.close());
            visit::visit_impl_item_fn(self, item);
        }
    }

    fn visit_trait_item_fn(&mut self, item: &'ast TraitItemFn) {
        if let Some(body) = &item.default {
            self.function(None, &item.sig, body.brace_token.span.close());
        }
        visit::visit_trait_item_fn(self, item);
    }

    fn visit_item_struct(&mut self, item: &'ast ItemStruct) {
        self.item(&item.vis, &item.attrs);
        self.types.push(item.ident.to_string());
    }

    fn visit_item_enum(&mut self, item: &'ast ItemEnum) {
        self.item(&item.vis, &item.attrs);
        self.types.push(item.ident.to_string());
    }

    fn visit_item_trait(&mut self, item: &'ast ItemTrait) {
        self.item(&item.vis, &item.attrs);
        self.types.push(item.ident.to_string());
        visit::visit_item_trait(self, item);
    }

    fn visit_item_type(&mut self, item: &'ast ItemType) {
        self.item(&item.vis, &item.attrs);
    }

    fn visit_item_const(&mut self, item: &'ast ItemConst) {
        self.item(&item.vis, &item.attrs);
        visit::visit_item_const(self, item);
    }

    fn visit_item_static(&mut self, item: &'ast ItemStatic) {
        self.item(&item.vis, &item.attrs);
        visit::visit_item_static(self, item);
    }

    fn visit_impl_item_const(&mut self, item: &'ast ImplItemConst) {
        self.item(&item.vis, &item.attrs);
        visit::visit_impl_item_const(self, item);
    }

    fn visit_impl_item_type(&mut self, item: &'ast ImplItemType) {
        self.item(&item.vis, &item.attrs);
    }
}
