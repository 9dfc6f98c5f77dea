fn main() {
    let ids = mizan::lexicon::ids::Ids::embedded();
    let extractor = mizan::claim::Extractor::new(&ids).unwrap_or_else(|e| panic!("{e}"));
    for path in std::env::args().skip(1) {
        let gold = mizan::evaluate::read_gold(path.as_ref()).unwrap();
        let e = mizan::evaluate::evaluate(&gold, &extractor, &ids).unwrap();
        println!("{path}\n{e}");
        for m in &e.misses { println!("{} | {} | {}", m.article_id, m.what, m.context); }
    }
}
