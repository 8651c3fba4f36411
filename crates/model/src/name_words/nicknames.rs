//! Given names that are said for one another: short forms, and one name in several languages or spellings.

use std::{collections::BTreeMap, sync::LazyLock};

/// One group a line, in folded form. Facts of everyday use, gathered for this table; a name may stand in several groups.
/// They say that two spellings can name one person, and nothing about where anybody is from.
const GROUPS: &str = "\
aaron ron ronnie
abigail abby gail
abraham abe ibrahim avraham
adalbert bert bela vojtech
adam adi
adelaide addie heidi
agnes agnieszka agnesa inez
albert al bert bertie alberto
alexander alex alec sasha sascha oleksandr aleksandr alexandr alexandre alejandro aleksander aliaksandr xander sandro lex sanya
alexandra alex sasha sandra aleksandra oleksandra lexi alejandra
alexei alexey oleksii oleksiy aleksei alexis lyosha alyosha
alfred alf fred freddie alfredo
alice ali alicia alisa
amanda mandy
amelia amy milly
anastasia nastya anastasiya stacy asya
anatoly anatoliy anatolii tolya
andrew andy drew andrei andrey andrii andriy andreas andre andres andrzej andrej anders ondrej
angela angie angelika
anna ann anne annie anya ana hanna hannah anita
anthony tony antonio antoni anton antoine
archibald archie
arthur art artur arturo
artem artyom artiom
augustus gus august agustin
barbara barb babs basia
bartholomew bart bartek bartosz
beatrice bea trixie beatriz
benjamin ben benny benji
bernard bernie bernardo
bogdan bohdan bob
boris borya borys
bradley brad
brian bryan
bruno bruin
carl karl charles charlie chuck carlos karol carlo karel
caroline carol carrie lina carolina karolina
catherine cathy kate katie kat katherine kathryn kathleen katarina katarzyna kasia ekaterina yekaterina katya kateryna catalina cathrin
cecilia cecily celia
charlotte lottie charlie
christian chris kristian cristian
christina chris tina christine kristina krystyna cristina
christopher chris kit topher cristobal krzysztof kristof christoph
clara klara
claudia klaudia
constantine kostya konstantin kostiantyn gus
daniel dan danny danil danilo daniil danylo
david dave davey dawid davide
deborah debbie deb debra
denis denys dennis
dmitry dmitri dima dmytro dmitrii dmitriy mitya
dominic dom nick dominik domingo
donald don donnie
dorothy dot dottie dora
edward ed eddie ted ned eduardo eduard edvard
egor yegor ihor igor
eleanor ellie nora elena leonor
elizabeth liz beth lizzie betty eliza elisabeth elisa elsie isabel isabella elzbieta lisa
emil emile emilio
emily em emmy emilia
emmanuel manny emanuel manuel manolo
eric erik rick erich
ernest ernie ernesto ernst
eugene gene evgeny evgenii yevhen yevgeny evgeniy zhenya eugenio
eva eve ewa evita
felix feliks
ferdinand fernando ferdi nando
frances fran frankie francesca franziska francisca paca
francis frank frankie francisco paco pancho franz francesco franciszek frantisek
frederick fred freddie fritz federico fryderyk bedrich
gabriel gabe gabor gavriil
gennady gennadiy gena hennadii
geoffrey geoff jeff jeffrey
george georgy jorge georg giorgio jerzy georgi heorhii yuri jiri yurii yuriy jurgen
gerald gerry jerry gerard gerardo gerhard
gleb hlib
gregory greg grigory grigori hryhorii gregor gregorio grzegorz
gustav gus gustavo
harold harry hal
helen ellen nell helena elena olena lena alyona
henry harry hank heinrich enrique henryk henri hal
hugo hugh ugo
ignatius ignacio nacho ignacy
ilya illia ilia elijah elias eli
irene irina iryna ira
isaac ike izaak
jacob jake jakob jakub kuba jacobo yakov yakiv
james jim jimmy jamie jaime diego santiago iago
jane janie jana joanna joan juana asia
janet jan janice
jaroslav yaroslav jarek jaroslaw slava
jennifer jen jenny
jerome hieronim jeronimo
jessica jess jessie
joachim joaquin jochen
john jack johnny jon ian ivan juan johann johannes hans jan sean giovanni jean janos ivo vanya
jonathan jon johnny nathan
joseph joe joey jose pepe josef jozef yosef giuseppe osip
joshua josh yehoshua
judith judy jutta
julia julie yulia yuliya juliana giulia
julian jules julio yulian
karen kaz karin
kenneth ken kenny
kirill kyrylo cyril kiril
laura laurie lori
lawrence larry laurence lorenzo lars lauren
leo lev leonid lew
leonard len lenny leonardo leonhard
leopold leo poldi leopoldo
linda lindsey lin
louis lou luis ludwig luigi ludvik lewis luiz
lucas luke luka lukas lukasz luca luc
lucy lucia lucie luz
lyudmila liudmyla ludmila mila lyuda
magdalena maggie lena magda madeleine
margaret maggie meg peggy greta margarita malgorzata rita daisy marge
maria mary marie mariya masha marya molly miriam mariia maja
mark marc marcus marek marco marcos markus marko
martin marty marcin martino
matthew matt matthias mateusz mateo matvey matviy matej mathias mats
maximilian max maxim maksim maksym massimo maxime
michael mike mick mickey michal miguel mikhail misha mykhailo mykola mikael michel mihai micha
mikolaj nikolai nicholas nick nico nicolas nikolay mykola klaus niklas nikola nicolo kolya claus
mohammed mohammad muhammad mohamed mo
monica monika
nadezhda nadia nadiya hope nadya
natalia natalie natasha nataliya nataliia nat natalya
nathaniel nathan nate nat
oleg oleh olek
olga olha olya helga
oliver ollie olivier
oscar oskar
pamela pam
patricia pat patty trish tricia
patrick pat paddy patricio patryk
paul pablo pavel paolo pawel pavlo pauli
peter pete pedro petr piotr pyotr petro pierre pietro pieter petya
philip phil felipe filip philipp pip
priscilla cilla
rachel rae raquel
radoslav radek radoslaw
ralph raf raul rolf
raymond ray ramon raimund
rebecca becky becca rebeca
richard rick rich dick ricky ricardo rici ryszard
robert rob bob bobby robbie roberto bert rupert
roland rolando rollo
roman romek
ronald ron ronnie
rostislav rostyslav slava rostik
rudolf rudy rodolfo
samantha sam sammy
samuel sam sammy samuil
sarah sally sara
sebastian seb basti bastian
sergei sergey serhii serhiy sergio serge sergii serezha
simon semyon semen szymon simeon
sophia sophie sofia zofia sofiya sonia sonya
stanislav stas stanislaw standa stan
stephanie steph stefanie stefania
steven steve stephen stefan esteban stepan szczepan etienne
susan sue susie suzanne zuzana susana zuzanna
svetlana sveta svitlana lana
tatiana tanya tetiana tatyana
teresa tess terry theresa tereza
theodore ted teddy theo fyodor fedor fedir teodoro todor
thomas tom tommy tomas tomasz tommaso
timothy tim timmy timofey tymofii
valentin valentyn valya
valery valeriy valerii valera
vasily vasyl vasiliy basil vasya
veronica ronnie vera nika veronika
victor viktor vitya wiktor vittorio
victoria vicky tori viktoria viktoriya vika
vincent vince vinnie vicente
vitaly vitalii vitaliy vitalik
vladimir vlad volodymyr vova wlodzimierz volodya vladimiro
vladislav vlad vladyslav wladyslaw slava ladislav
vyacheslav slava viacheslav vaclav
walter walt wally gualtiero
wenceslas vaclav wacek
william will bill billy willy guillermo wilhelm liam guillaume vilem
wolfgang wolf wolfi
xavier javier javi
yana jana ioanna
yaroslava slava jaroslava
zachary zach zack
";

/// Names of the table in order; the groups of each.
static GROUPS_OF: LazyLock<BTreeMap<&str, Vec<usize>>> = LazyLock::new(|| {
    let mut res: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (group, line) in GROUPS.lines().enumerate() {
        for name in line.split_whitespace() {
            res.entry(name).or_default().push(group);
        }
    }
    res
});

/// Places of the names of the table, from 1.
static PLACES: LazyLock<BTreeMap<&str, u16>> =
    LazyLock::new(|| GROUPS_OF.keys().zip(1..).map(|(name, place)| (*name, place)).collect());

/// The groups of each place; those of 0 are none.
static GROUPS_AT: LazyLock<Vec<&[usize]>> = LazyLock::new(|| {
    std::iter::once(&[][..]).chain(GROUPS_OF.values().map(Vec::as_slice)).collect()
});

/// The place of a folded token among the names of the table, from 1; 0 for a name that is not in it.
pub fn place(name: &str) -> u16 {
    PLACES.get(name).copied().unwrap_or(0)
}

/// Whether the names of two places are said for one another.
#[inline] // into the loop in which linking compares pairs
pub fn meet(a: u16, b: u16) -> bool {
    let groups = |place: u16| GROUPS_AT.get(usize::from(place)).copied().unwrap_or_default();
    groups(a).iter().any(|group| groups(b).contains(group))
}

/// Whether two folded tokens are said for one another.
pub fn is_said_for(a: &str, b: &str) -> bool {
    meet(place(a), place(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_and_languages_meet_and_strangers_do_not() {
        assert!(is_said_for("bill", "william"));
        assert!(is_said_for("sasha", "oleksandr"));
        assert!(is_said_for("paco", "francisco"));
        assert!(is_said_for("hans", "johannes"));
        assert!(!is_said_for("bill", "robert"));
        assert!(!is_said_for("nobody", "nobody"));
    }

    #[test]
    fn the_table_is_folded() {
        assert!(GROUPS.lines().all(|line| line.split(' ').count() >= 2));
        assert!(GROUPS.bytes().all(|it| it.is_ascii_lowercase() || it == b' ' || it == b'\n'));
    }
}
