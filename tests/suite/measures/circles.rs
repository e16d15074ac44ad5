//! Circles among the files of `src/`.
//!
//! An arrow leads from file A to file B if A, outside tests, names an item that B defines: in a `use`, in a path in
//! code, or in a path among a macro's tokens. A `pub use` is followed to the file that defines the item. A `use` of a
//! module alone is no arrow, a path through it is one. Arrows between a module and its own ancestors or descendants do
//! not count. A circle is a strongly connected set of two files or more. `main.rs` and test files are left out.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Ident, ImplItemFn, Item, ItemFn, ItemImpl, ItemMod, ItemUse, Macro, Meta, UseTree};

use super::source::{SourceFile, is_test};

/// Names that lead to names: an import may lead to an import, but not for ever.
const FURTHEST: usize = 12;

/// The number of arrows, and the circles as sorted paths.
pub(super) fn of(files: &[SourceFile]) -> (usize, Vec<Vec<String>>) {
    let program = Program::of(files);
    let arrows = program.arrows();
    let mut circles: BTreeSet<Vec<String>> = BTreeSet::new();
    let reached: Vec<BTreeSet<usize>> = (0..files.len()).map(|from| reached(&arrows, from)).collect();
    for from in 0..files.len() {
        let circle: Vec<String> = (0..files.len())
            .filter(|to| reached[from].contains(to) && reached[*to].contains(&from))
            .map(|file| files[file].path.clone())
            .collect();
        if circle.len() > 1 {
            circles.insert(circle);
        }
    }
    (arrows.len(), circles.into_iter().collect())
}

/// The files that arrows lead to from `from`.
fn reached(arrows: &BTreeSet<(usize, usize)>, from: usize) -> BTreeSet<usize> {
    let mut reached = BTreeSet::new();
    let mut open = vec![from];
    while let Some(at) = open.pop() {
        for (_, to) in arrows.range((at, 0)..=(at, usize::MAX)) {
            if reached.insert(*to) {
                open.push(*to);
            }
        }
    }
    reached
}

/// A module, in a file of its own or inside one.
#[derive(Default)]
struct Module {
    file: usize,
    items: BTreeSet<String>,
    /// Names in the calls of macros that define items.
    made_by_macros: BTreeSet<String>,
    /// What a `use` names: the name here, and the path it stands for.
    imports: Vec<(String, Vec<String>)>,
    /// Paths of `use …::*`.
    globs: Vec<Vec<String>>,
    /// Paths in code.
    paths: BTreeSet<Vec<String>>,
}

/// The thing that a path leads to.
enum Target {
    /// A module, by its path.
    Module(Vec<String>),
    /// An item, by its file.
    Item(usize),
}

/// All modules by their paths; the root's is empty.
struct Program {
    modules: BTreeMap<Vec<String>, Module>,
}

impl Program {
    fn of(files: &[SourceFile]) -> Self {
        let mut modules = BTreeMap::new();
        for (index, file) in files.iter().enumerate() {
            let Some(path) = module_path(&file.path).filter(|_| !file.is_test) else {
                continue;
            };
            let mut reader = Reader {
                file: index,
                at: path.clone(),
                modules: &mut modules,
            };
            reader.here();
            reader.visit_file(&file.parsed);
        }
        Self { modules }
    }

    fn arrows(&self) -> BTreeSet<(usize, usize)> {
        let mut arrows = BTreeSet::new();
        for (path, module) in &self.modules {
            let imports = module.imports.iter().map(|(_, import)| import);
            for named in imports.chain(&module.paths) {
                let Some(Target::Item(to)) = self.resolve(path, named, 0) else {
                    continue;
                };
                let target = self
                    .modules
                    .iter()
                    .filter(|(_, other)| other.file == to)
                    .map(|(target, _)| target)
                    .min_by_key(|target| target.len());
                if to != module.file && target.is_some_and(|target| !are_related(path, target)) {
                    arrows.insert((module.file, to));
                }
            }
        }
        arrows
    }

    /// The module or item that `named` leads to, as read in the module `at`.
    fn resolve(&self, at: &[String], named: &[String], depth: usize) -> Option<Target> {
        if depth > FURTHEST {
            return None;
        }
        let mut target = Target::Module(at.to_vec());
        for (index, name) in named.iter().enumerate() {
            let Target::Module(module) = &target else {
                return Some(target);
            };
            let has_more = index + 1 < named.len();
            target = match name.as_str() {
                "crate" if index == 0 => Target::Module(Vec::new()),
                "self" if index == 0 => continue,
                "super" => Target::Module(module.split_last()?.1.to_vec()),
                name => self.lookup(module, name, has_more, depth + 1)?,
            };
        }
        Some(target)
    }

    /// The thing called `name` in a module. A module is preferred to an item of its name where the path goes on.
    fn lookup(&self, at: &[String], name: &str, has_more: bool, depth: usize) -> Option<Target> {
        if depth > FURTHEST {
            return None;
        }
        let module = self.modules.get(at)?;
        let mut child = at.to_vec();
        child.push(name.to_owned());
        let is_module = self.modules.contains_key(&child);
        let is_item = module.items.contains(name);
        if is_module && (has_more || !is_item) {
            return Some(Target::Module(child));
        }
        if is_item {
            return Some(Target::Item(module.file));
        }
        let imports = module.imports.iter().filter(|(import, _)| import == name);
        let imported = imports
            .into_iter()
            .find_map(|(_, path)| self.resolve(at, path, depth + 1));
        imported
            .or_else(|| self.lookup_in_globs(at, module, name, has_more, depth))
            .or_else(|| {
                module
                    .made_by_macros
                    .contains(name)
                    .then_some(Target::Item(module.file))
            })
    }

    fn lookup_in_globs(
        &self,
        at: &[String],
        module: &Module,
        name: &str,
        has_more: bool,
        depth: usize,
    ) -> Option<Target> {
        module.globs.iter().find_map(|glob| {
            let Target::Module(from) = self.resolve(at, glob, depth + 1)? else {
                return None;
            };
            (from != at)
                .then(|| self.lookup(&from, name, has_more, depth + 1))
                .flatten()
        })
    }
}

/// One module is the other, or lies within it.
fn are_related(one: &[String], other: &[String]) -> bool {
    one.starts_with(other) || other.starts_with(one)
}

/// The module of a file of `src/`; none for `main.rs`.
fn module_path(path: &str) -> Option<Vec<String>> {
    let path = path.strip_prefix("src/")?.strip_suffix(".rs")?;
    let mut names: Vec<String> = path.split('/').map(str::to_owned).collect();
    if names == ["main"] {
        return None;
    }
    if names == ["lib"] || names.last().is_some_and(|last| last == "mod") {
        names.pop();
    }
    Some(names)
}

/// Reads the modules of a file.
struct Reader<'a> {
    file: usize,
    at: Vec<String>,
    modules: &'a mut BTreeMap<Vec<String>, Module>,
}

impl Reader<'_> {
    fn here(&mut self) -> &mut Module {
        let file = self.file;
        self.modules.entry(self.at.clone()).or_insert_with(|| Module {
            file,
            ..Module::default()
        })
    }

    fn tree(&mut self, tree: &UseTree, path: &mut Vec<String>) {
        match tree {
            UseTree::Path(part) => {
                path.push(part.ident.to_string());
                self.tree(&part.tree, path);
                path.pop();
            }
            UseTree::Name(name) => self.import(&name.ident, &name.ident, path),
            UseTree::Rename(rename) => self.import(&rename.ident, &rename.rename, path),
            UseTree::Glob(_) => self.here().globs.push(path.clone()),
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.tree(tree, path);
                }
            }
        }
    }

    fn import(&mut self, name: &Ident, here: &Ident, path: &[String]) {
        let mut path = path.to_vec();
        let mut here = here.to_string();
        if name == "self" {
            if here == "self" {
                here = path.last().cloned().unwrap_or_default();
            }
        } else {
            path.push(name.to_string());
        }
        if path.first() != Some(&here) || path.len() > 1 {
            self.here().imports.push((here, path));
        }
    }

    /// Notes all paths among the tokens of a macro or an attribute.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(name) => {
                    if colons != 2 && !path.is_empty() {
                        let path = std::mem::take(&mut path);
                        self.here().paths.insert(path);
                    }
                    path.push(name.to_string());
                    colons = 0;
                }
                TokenTree::Punct(sign) if sign.as_char() == ':' => colons += 1,
                other => {
                    colons = 0;
                    let path = std::mem::take(&mut path);
                    if !path.is_empty() {
                        self.here().paths.insert(path);
                    }
                    if let TokenTree::Group(group) = other {
                        self.tokens(group.stream());
                    }
                }
            }
        }
        if !path.is_empty() {
            self.here().paths.insert(path);
        }
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        let name = match item {
            Item::Const(item) => Some(&item.ident),
            Item::Enum(item) => Some(&item.ident),
            Item::Fn(item) if !is_test(&item.attrs) => Some(&item.sig.ident),
            Item::Macro(item) => item.ident.as_ref(),
            Item::Static(item) => Some(&item.ident),
            Item::Struct(item) => Some(&item.ident),
            Item::Trait(item) => Some(&item.ident),
            Item::Type(item) => Some(&item.ident),
            Item::Union(item) => Some(&item.ident),
            _ => None,
        };
        if let Some(name) = name {
            let name = name.to_string();
            self.here().items.insert(name);
        }
        if let Item::Macro(item) = item
            && item.ident.is_none()
        {
            let names = names_in(item.mac.tokens.clone());
            self.here().made_by_macros.extend(names);
        }
        visit::visit_item(self, item);
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        if is_test(&item.attrs) || item.content.is_none() {
            return;
        }
        self.at.push(item.ident.to_string());
        self.here();
        visit::visit_item_mod(self, item);
        self.at.pop();
    }

    fn visit_item_fn(&mut self, item: &'ast ItemFn) {
        if !is_test(&item.attrs) {
            visit::visit_item_fn(self, item);
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast ImplItemFn) {
        if !is_test(&item.attrs) {
            visit::visit_impl_item_fn(self, item);
        }
    }

    fn visit_item_impl(&mut self, item: &'ast ItemImpl) {
        if !is_test(&item.attrs) {
            visit::visit_item_impl(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        if !is_test(&item.attrs) && item.leading_colon.is_none() {
            self.tree(&item.tree, &mut Vec::new());
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.leading_colon.is_none() {
            let names = path
                .segments
                .iter()
                .map(|segment| segment.ident.to_string())
                .collect();
            self.here().paths.insert(names);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, item: &'ast Macro) {
        self.tokens(item.tokens.clone());
        visit::visit_macro(self, item);
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        if let Meta::List(list) = &attribute.meta {
            self.tokens(list.tokens.clone());
        }
    }
}

/// All names among the tokens.
fn names_in(tokens: TokenStream) -> Vec<String> {
    let mut names = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Ident(name) => names.push(name.to_string()),
            TokenTree::Group(group) => names.extend(names_in(group.stream())),
            _ => {}
        }
    }
    names
}
