//! Pages of a PDF: words by their places, forms, links, pages and pictures.

use lopdf::{Dictionary, Document as Pdf, Object, Stream, dictionary};

use super::{
    documents::document,
    pictures::{picture, saved},
};

/// A PDF whose pages show these contents, with whatever else is entered into each.
fn pdf(contents: &[&str], more: impl Fn(&mut Pdf) -> (Dictionary, Dictionary)) -> Vec<u8> {
    let mut pdf = Pdf::with_version("1.5");
    let (mut resources, page_entries) = more(&mut pdf);
    let font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding" };
    let font_id = pdf.add_object(font);
    resources.set("Font", dictionary! { "F1" => font_id });
    let pages_id = pdf.new_object_id();
    let mut kids: Vec<Object> = Vec::new();
    for content in contents {
        let content_id =
            pdf.add_object(Stream::new(Dictionary::new(), content.as_bytes().to_vec()));
        let mut page = page_entries.clone();
        page.set("Type", "Page");
        page.set("Parent", pages_id);
        page.set("Contents", content_id);
        page.set("Resources", resources.clone());
        kids.push(pdf.add_object(page).into());
    }
    let n_pages = i64::try_from(kids.len()).unwrap();
    let pages = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => n_pages };
    pdf.objects.insert(pages_id, Object::Dictionary(pages));
    let catalog_id = pdf.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages_id });
    pdf.trailer.set("Root", catalog_id);
    let mut res = Vec::new();
    pdf.save_to(&mut res).unwrap();
    res
}

fn plain(_: &mut Pdf) -> (Dictionary, Dictionary) {
    Default::default()
}

#[test]
fn words_come_in_the_order_of_the_page_and_not_of_the_file() {
    let content = "BT /F1 10 Tf 50 600 Td (below) Tj ET BT /F1 10 Tf 1 0 0 1 50 700 Tm [(ab) -20 (ove) -400 (it)] TJ ET \
        q 2 0 0 2 0 0 cm BT /F1 5 Tf 25 325 Td 12 TL (between) Tj T* (lower) Tj ET Q BT /F1 10 Tf 0 1 -1 0 500 50 Tm (sideways) Tj ET";
    let found = document("x.pdf", pdf(&[content, "BT /F1 10 Tf 50 700 Td (two) Tj ET"], plain));
    assert_eq!(found.text, "above it\nbetween\nlower\nbelow\nsideways\n\u{c}two\n");
    assert_eq!(found.pages, Some(2));
}

#[test]
fn forms_and_targets_of_links_are_read() {
    let more = |pdf: &mut Pdf| {
        let form = dictionary! { "Type" => "XObject", "Subtype" => "Form", "Matrix" => vec![1.into(), 0.into(), 0.into(), 1.into(), 0.into(), 100.into()] };
        // It draws itself, which must end.
        let content = b"BT /F1 10 Tf 50 500 Td (in a form) Tj ET /X1 Do".to_vec();
        let form_id = pdf.add_object(Stream::new(form, content));
        let action = dictionary! { "S" => "URI", "URI" => Object::string_literal("https://github.com/ada-dev") };
        let rect = [45, 695, 120, 712].map(Object::from).to_vec();
        let link =
            dictionary! { "Type" => "Annot", "Subtype" => "Link", "Rect" => rect, "A" => action };
        (
            dictionary! { "XObject" => dictionary! { "X1" => form_id } },
            dictionary! { "Annots" => vec![link.into()] },
        )
    };
    let found = document("x.pdf", pdf(&["BT /F1 10 Tf 50 700 Td (my code) Tj ET /X1 Do"], more));
    assert!(
        found.text.starts_with("my code <https://github.com/ada-dev>\nin a form\n"),
        "{}",
        found.text
    );
}

#[test]
fn a_picture_in_a_pdf_is_the_same_as_outside() {
    let jpeg = saved(&picture(200, 1), image::ImageFormat::Jpeg);
    let outside = document("x.jpg", jpeg.clone());
    let of = |filter: Option<&'static str>, bytes: Vec<u8>| {
        move |pdf: &mut Pdf| {
            let mut head = dictionary! { "Type" => "XObject", "Subtype" => "Image", "Width" => 200, "Height" => 200, "BitsPerComponent" => 8, "ColorSpace" => "DeviceGray" };
            if let Some(filter) = filter {
                head.set("Filter", filter);
            }
            let tiny = dictionary! { "Type" => "XObject", "Subtype" => "Image", "Width" => 20, "Height" => 2 };
            pdf.add_object(Stream::new(tiny, vec![0; 40]));
            pdf.add_object(Stream::new(head, bytes.clone()));
            Default::default()
        }
    };
    let inside = document("x.pdf", pdf(&[""], of(Some("DCTDecode"), jpeg)));
    assert_eq!((&inside.images, &inside.looks), (&outside.images, &outside.looks));
    let pixels = picture(200, 1).into_luma8().into_raw();
    let raw = document("x.pdf", pdf(&[""], of(None, pixels)));
    let apart = raw.looks.first().unwrap() ^ outside.looks.first().unwrap();
    assert!(raw.images.len() == 1 && apart.count_ones() <= 3);
}
