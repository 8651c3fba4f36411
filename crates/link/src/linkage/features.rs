//! From a table and the kinds of its columns to the features that are compared.

use std::collections::HashMap;

use bonafide_model::{Column, ColumnKind, Numbering, Table, value::DateOrder};
use foldhash::fast::FixedState;
use rayon::prelude::*;

use super::{
    feature::{Feature, Role},
    fold, shape,
};

/// The columns that make a feature.
struct Recipe<'a> {
    role: Role,
    columns: Vec<&'a Column>,
    /// The columns hold whole names, of which the role is a part.
    is_part_of_name: bool,
}

/// Makes the features of a table, in the order of roles and columns.
pub(crate) fn features(table: &Table, kinds: &[ColumnKind]) -> Vec<Feature> {
    let of = |kind: ColumnKind| -> Vec<&Column> {
        let columns = table.columns.iter().zip(kinds);
        columns.filter(|(_, it)| **it == kind).map(|(column, _)| column).collect()
    };
    let made = recipes(&of).into_par_iter().map(|it| make(&it, table.rows));
    let mut res: Vec<Feature> = made.collect();
    let locals: Vec<Feature> =
        res.iter().filter(|it| it.role == Role::Mail).map(mail_local).collect();
    res.extend(locals);
    res.extend(address(&res));
    // A feature that says nothing about any row would be compared for nothing.
    res.retain(|it| it.filled() > 1);
    res.sort_by_key(|it| it.role);
    res
}

/// Which columns make which feature.
fn recipes<'a>(of: &impl Fn(ColumnKind) -> Vec<&'a Column>) -> Vec<Recipe<'a>> {
    let whole = |role, columns| Recipe { role, columns, is_part_of_name: false };
    let (given, family) = (of(ColumnKind::Given), of(ColumnKind::Family));
    let mut res = Vec::new();
    if given.is_empty() && family.is_empty() {
        let name: Vec<&Column> = of(ColumnKind::FullName).into_iter().take(1).collect();
        for role in [Role::Given, Role::Family] {
            res.push(Recipe { role, columns: name.clone(), is_part_of_name: true });
        }
    }
    let street = of(ColumnKind::HouseNumber).into_iter().chain(of(ColumnKind::Street)).collect();
    res.extend([
        whole(Role::Given, given),
        whole(Role::Family, family),
        whole(Role::Born, of(ColumnKind::Born).into_iter().take(1).collect()),
        whole(Role::Street, street),
        whole(Role::Postcode, of(ColumnKind::Postcode)),
        whole(Role::City, of(ColumnKind::City)),
    ]);
    let degrees = of(ColumnKind::Latitude).into_iter().zip(of(ColumnKind::Longitude));
    res.extend(degrees.map(|(lat, lon)| whole(Role::Place, vec![lat, lon])));
    for (role, kind) in [
        (Role::Mail, ColumnKind::Mail),
        (Role::Phone, ColumnKind::Phone),
        (Role::Identifier, ColumnKind::Identifier),
        (Role::Category, ColumnKind::Category),
        (Role::Text, ColumnKind::Text),
        (Role::Place, ColumnKind::Coordinates),
        (Role::Image, ColumnKind::ImageHash),
        (Role::Documents, ColumnKind::Documents),
    ] {
        res.extend(of(kind).into_iter().map(|it| whole(role, vec![it])));
    }
    res.retain(|it| !it.columns.is_empty());
    res
}

fn make(recipe: &Recipe<'_>, rows: usize) -> Feature {
    let order = match (recipe.role, recipe.columns.first()) {
        (Role::Born, Some(column)) => fold::date_order(column),
        _ => DateOrder::DayFirst,
    };
    let mut numbering = Numbering::default();
    let mut text = String::new();
    let cells = (0..rows)
        .map(|row| {
            text.clear();
            for column in &recipe.columns {
                if !text.is_empty() {
                    text.push(' ');
                }
                fold_into(&mut text, recipe, column.text(row), order);
                text.truncate(text.trim_end().len());
            }
            // What is no place and no image is missing, whatever is written there.
            let is_form = match recipe.role {
                Role::Place => shape::point(&text).is_some(),
                Role::Image => shape::image(&text).is_some(),
                Role::Given
                | Role::Family
                | Role::Born
                | Role::Mail
                | Role::MailLocal
                | Role::Phone
                | Role::Street
                | Role::Postcode
                | Role::City
                | Role::Address
                | Role::Identifier
                | Role::Category
                | Role::Text
                | Role::Documents => true,
            };
            if !is_form {
                text.clear();
            }
            numbering.number(&text)
        })
        .collect();
    let name = recipe.columns.iter().map(|it| it.name.as_str()).collect::<Vec<_>>().join("+");
    Feature::new(recipe.role, name, numbering, cells)
}

fn fold_into(res: &mut String, recipe: &Recipe<'_>, text: &str, order: DateOrder) {
    match recipe.role {
        Role::Given | Role::Family if recipe.is_part_of_name => {
            let (given, family) = fold::split_name(text);
            res.push_str(if recipe.role == Role::Given { &given } else { &family });
        }
        Role::Born => fold::date_into(res, text, order),
        Role::Mail => fold::mail_into(res, text),
        Role::Phone => fold::digits_into(res, text),
        Role::Postcode | Role::Identifier | Role::Image => fold::solid_into(res, text),
        Role::Place => fold::degrees_into(res, text),
        Role::Documents => res.extend(text.chars().flat_map(char::to_lowercase)),
        Role::Given
        | Role::Family
        | Role::MailLocal
        | Role::Street
        | Role::City
        | Role::Address
        | Role::Category
        | Role::Text => fold::words_into(res, text),
    }
}

/// What stands before the `@` of each mail address.
fn mail_local(mail: &Feature) -> Feature {
    let mut numbering = Numbering::default();
    let of_mail: Vec<u32> =
        mail.forms().map(|form| numbering.number(&fold::mail_local(form))).collect();
    let cells = mail.cells.iter().map(|it| of_mail[*it as usize]).collect();
    Feature::new(Role::MailLocal, mail.name.clone(), numbering, cells)
}

/// Street and postal code of each row that has both, as one thing.
fn address(features: &[Feature]) -> Option<Feature> {
    let find = |role: Role| features.iter().find(|it| it.role == role);
    let (street, postcode) = (find(Role::Street)?, find(Role::Postcode)?);
    let mut known: HashMap<(u32, u32), u32, FixedState> = HashMap::default();
    let mut hashes = vec![0];
    let cells = street.cells.iter().zip(&postcode.cells);
    let cells = cells
        .map(|(street_form, postcode_form)| {
            if *street_form == 0 || *postcode_form == 0 {
                return 0;
            }
            *known.entry((*street_form, *postcode_form)).or_insert_with(|| {
                let street = street.hashes[*street_form as usize];
                let postcode = postcode.hashes[*postcode_form as usize];
                hashes
                    .push((street.rotate_left(29) ^ postcode).wrapping_mul(0x9E37_79B9_7F4A_7C15));
                hashes.len() as u32 - 1
            })
        })
        .collect();
    let name = format!("{}+{}", street.name, postcode.name);
    Some(Feature::of_hashes(Role::Address, name, hashes, cells))
}
