//! From a table and the kinds of its columns to the features that are compared.

use bonafide_model::{Column, ColumnKind, Numbering, Table};
use rayon::prelude::*;

use super::{
    feature::{Feature, Role},
    fold::{self, DateOrder},
};

/// What a feature is made of.
enum Recipe<'a> {
    /// One column, each text folded by itself.
    One(Role, &'a Column),
    /// Several columns, folded and put together row by row.
    Joined(Role, Vec<&'a Column>),
    /// The given or family names of a column of whole names.
    Part(Role, &'a Column),
}

/// Makes the features of a table, in the order of roles and columns.
pub(crate) fn features(table: &Table, kinds: &[ColumnKind]) -> Vec<Feature> {
    let mut made: Vec<Feature> = recipes(table, kinds).into_par_iter().map(make).collect();
    // A feature that says nothing about any row would be compared for nothing.
    made.retain(|it| it.filled() > 1);
    made
}

fn recipes<'a>(table: &'a Table, kinds: &[ColumnKind]) -> Vec<Recipe<'a>> {
    let of = |kind: ColumnKind| -> Vec<&'a Column> {
        let columns = table.columns.iter().zip(kinds);
        columns.filter(|(_, it)| **it == kind).map(|(column, _)| column).collect()
    };
    let mut res = Vec::new();
    let (given, family) = (of(ColumnKind::Given), of(ColumnKind::Family));
    if given.is_empty() && family.is_empty() {
        for column in of(ColumnKind::FullName).into_iter().take(1) {
            res.push(Recipe::Part(Role::Given, column));
            res.push(Recipe::Part(Role::Family, column));
        }
    } else {
        res.extend(together(Role::Given, given));
        res.extend(together(Role::Family, family));
    }
    res.extend(of(ColumnKind::Born).into_iter().take(1).map(|it| Recipe::One(Role::Born, it)));
    for column in of(ColumnKind::Mail) {
        res.push(Recipe::One(Role::Mail, column));
        res.push(Recipe::One(Role::MailLocal, column));
    }
    res.extend(of(ColumnKind::Phone).into_iter().map(|it| Recipe::One(Role::Phone, it)));
    res.extend(address(&of));
    res.extend(of(ColumnKind::Identifier).into_iter().map(|it| Recipe::One(Role::Identifier, it)));
    res.extend(of(ColumnKind::Category).into_iter().map(|it| Recipe::One(Role::Category, it)));
    res
}

fn together<'a>(role: Role, columns: Vec<&'a Column>) -> Option<Recipe<'a>> {
    match columns[..] {
        [] => None,
        [one] => Some(Recipe::One(role, one)),
        _ => Some(Recipe::Joined(role, columns)),
    }
}

fn address<'a>(of: &impl Fn(ColumnKind) -> Vec<&'a Column>) -> Vec<Recipe<'a>> {
    let street: Vec<&Column> =
        of(ColumnKind::HouseNumber).into_iter().chain(of(ColumnKind::Street)).collect();
    let postcode = of(ColumnKind::Postcode);
    let mut res = Vec::new();
    if !street.is_empty() && !postcode.is_empty() {
        let whole = street.iter().chain(&postcode).copied().collect();
        res.push(Recipe::Joined(Role::Address, whole));
    }
    res.extend(together(Role::Street, street));
    res.extend(together(Role::Postcode, postcode));
    res.extend(together(Role::City, of(ColumnKind::City)));
    res
}

fn make(recipe: Recipe<'_>) -> Feature {
    match recipe {
        Recipe::One(role, column) => {
            let order = DateOrder::of(column);
            one(role, column, |text| folded(role, text, order))
        }
        Recipe::Part(role, column) => one(role, column, |text| {
            let (given, family) = fold::split_name(text);
            if role == Role::Given { given } else { family }
        }),
        Recipe::Joined(role, columns) => joined(role, &columns),
    }
}

fn folded(role: Role, text: &str, order: DateOrder) -> String {
    match role {
        Role::Born => fold::date(text, order),
        Role::Mail => fold::mail(text),
        Role::MailLocal => fold::mail_local(&fold::mail(text)),
        Role::Phone => fold::digits(text),
        Role::Postcode | Role::Identifier => fold::solid(text),
        Role::Given
        | Role::Family
        | Role::Street
        | Role::City
        | Role::Address
        | Role::Category => fold::words(text),
    }
}

fn one(role: Role, column: &Column, fold: impl Fn(&str) -> String) -> Feature {
    let mut numbering = Numbering::default();
    let mut of_text = vec![0; column.texts.len() + 1];
    for (number, text) in column.texts.iter() {
        of_text[number as usize] = numbering.number(&fold(text));
    }
    let cells = column.cells.iter().map(|it| of_text[*it as usize]).collect();
    Feature::new(role, column.name.clone(), numbering, cells)
}

/// Puts columns together; for a whole address every part must be there, else one part may stand alone.
fn joined(role: Role, columns: &[&Column]) -> Feature {
    let parts: Vec<Vec<String>> = columns
        .iter()
        .map(|column| {
            let texts = column.texts.iter().map(|(_, text)| fold::words(text));
            std::iter::once(String::new()).chain(texts).collect()
        })
        .collect();
    let mut numbering = Numbering::default();
    let mut text = String::new();
    let rows = columns.first().map_or(0, |it| it.cells.len());
    let cells = (0..rows)
        .map(|row| {
            text.clear();
            for (column, parts) in columns.iter().zip(&parts) {
                let part = parts[column.cells[row] as usize].as_str();
                if part.is_empty() && role == Role::Address {
                    return 0;
                }
                if !part.is_empty() && !text.is_empty() {
                    text.push(' ');
                }
                text.push_str(part);
            }
            numbering.number(&text)
        })
        .collect();
    let name = columns.iter().map(|it| it.name.as_str()).collect::<Vec<_>>().join("+");
    Feature::new(role, name, numbering, cells)
}
