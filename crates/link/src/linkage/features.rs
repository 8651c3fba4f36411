//! From a table and the kinds of its columns to the features that are compared.

use std::collections::HashMap;

use bonafide_model::{Column, ColumnKind, Numbering, Table, Texts, value::DateOrder};
use foldhash::fast::FixedState;
use rayon::prelude::*;

use super::{
    feature::{Feature, Role},
    fold,
    grid::FEW_ROWS,
    shape,
};

/// Forms that are numbered at once. Guess: as many as a processor can wait for, and some.
const AT_ONCE: usize = 64;

/// The columns that make a feature.
pub(crate) struct Recipe<'a> {
    pub(crate) role: Role,
    columns: Vec<&'a Column>,
    /// The columns hold whole names, of which the role is a part.
    is_part_of_name: bool,
    /// How dates are read.
    pub(crate) dates: DateOrder,
}

/// Makes the features of a table, in the order of roles and columns.
pub(crate) fn features(table: &Table, kinds: &[ColumnKind]) -> Vec<Feature> {
    let made = recipes(table, kinds).into_par_iter().map(|it| make(&it, table.rows));
    let mut res: Vec<Feature> = made.collect();
    derive(&mut res);
    // A feature that no row has would be compared for nothing. What one row has may be shared by one that comes later.
    res.retain(|it| it.filled() > 0);
    let many = res.iter_mut().filter(|it| it.has_many_hints());
    many.enumerate().for_each(|(place, it)| it.hint_at = Some(place));
    res
}

/// Adds the features that follow from others, and puts all in order.
pub(crate) fn derive(features: &mut Vec<Feature>) {
    let locals = || -> Vec<Feature> {
        features.iter().filter(|it| it.role == Role::Mail).map(mail_local).collect()
    };
    let address = || address(features);
    let (locals, address) = if features.iter().any(|it| it.cells.len() > FEW_ROWS) {
        rayon::join(locals, address)
    } else {
        (locals(), address())
    };
    features.extend(locals.into_iter().chain(address));
    features.sort_by_key(|it| it.role);
}

/// Which columns make which feature; those that follow from others are not among them.
pub(crate) fn recipes<'a>(table: &'a Table, kinds: &[ColumnKind]) -> Vec<Recipe<'a>> {
    let of = |kind: ColumnKind| -> Vec<&'a Column> {
        let columns = table.columns.iter().zip(kinds);
        columns.filter(|(_, it)| **it == kind).map(|(column, _)| column).collect()
    };
    let dates = DateOrder::DayFirst;
    let whole = |role, columns| Recipe { role, columns, is_part_of_name: false, dates };
    let (given, family) = (of(ColumnKind::Given), of(ColumnKind::Family));
    let mut res = Vec::new();
    if given.is_empty() && family.is_empty() {
        let name: Vec<&Column> = of(ColumnKind::FullName).into_iter().take(1).collect();
        for role in [Role::Given, Role::Family] {
            res.push(Recipe { role, columns: name.clone(), is_part_of_name: true, dates });
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
    for recipe in res.iter_mut().filter(|it| it.role == Role::Born) {
        recipe.dates = fold::date_order(recipe.columns[0]);
    }
    res
}

impl Recipe<'_> {
    /// What the feature is called: its columns.
    pub(crate) fn name(&self) -> String {
        self.columns.iter().map(|it| it.name.as_str()).collect::<Vec<_>>().join("+")
    }

    /// Writes the form of a row in place of what a text holds.
    pub(crate) fn form(&self, text: &mut String, row: usize) {
        text.clear();
        for column in &self.columns {
            if !text.is_empty() {
                text.push(' ');
            }
            fold_into(text, self, column.text(row));
            text.truncate(text.trim_end().len());
        }
        // What is no place and no image is missing, whatever is written there.
        let is_no_form = (self.role == Role::Place && shape::point(text).is_none())
            || (self.role == Role::Image && shape::image(text).is_none());
        if is_no_form {
            text.clear();
        }
    }
}

fn make(recipe: &Recipe<'_>, rows: usize) -> Feature {
    let mut numbering = Numbering::default();
    let (mut text, mut some) = (String::new(), Texts::default());
    let mut cells = Vec::with_capacity(rows);
    for start in (0..rows).step_by(AT_ONCE) {
        some.clear();
        for row in start..rows.min(start + AT_ONCE) {
            recipe.form(&mut text, row);
            some.push(&text);
        }
        numbering.number_all(&some, &mut cells);
    }
    Feature::new(recipe.role, recipe.name(), numbering, cells)
}

fn fold_into(res: &mut String, recipe: &Recipe<'_>, text: &str) {
    match recipe.role {
        Role::Given | Role::Family if recipe.is_part_of_name => {
            let (given, family) = fold::split_name(text);
            res.push_str(if recipe.role == Role::Given { &given } else { &family });
        }
        Role::Born => fold::date_into(res, text, recipe.dates),
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
    let hashes = std::iter::once(0).chain(numbering.into_texts().1).collect();
    Feature::of_hashes(Role::MailLocal, mail.name.clone(), hashes, cells)
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
