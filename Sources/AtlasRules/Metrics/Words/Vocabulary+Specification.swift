/// A name in texts that can have a version behind it.
struct Product: Sendable {
  /// What reports call it.
  var name: String
  /// The words of the name behind the first, in lower case.
  var rest: [[UInt8]]
  var majors: ClosedRange<Int>?
}

/// What the specification adds to the words of the grammar.
extension Vocabulary {
  mutating func addCountNoun(_ noun: String) {
    // Of "availability zones" the head is enough: adjectives may stand before any noun.
    guard let head = noun.split(separator: " ").last else { return }
    add(String(head), .countNoun)
    guard let singular = Vocabulary.singular(of: String(head)) else { return }
    add(singular, [.countNoun, .singular])
  }

  mutating func addUnits(_ units: [UnitWord]) {
    let people = Set(units.filter { $0.meaning == .users }.map { $0.word.lowercased() })
    for unit in units {
      let word = unit.word
      switch unit.meaning {
      case .perSecond:
        add(word, .flowUnit)
        add("k\(word)", .flowUnit, exponent: 3)
        add("m\(word)", .flowUnit, exponent: 6)
      case .perMinute: add(word, .flowUnit, numerator: 60)
      case .perHour: add(word, .flowUnit, numerator: 3600)
      case .users:
        // "rider" is the singular of "riders" where both are listed.
        add(word, people.contains(word.lowercased() + "s") ? [.userNoun, .singular] : .userNoun)
      case .currency(let currency): add(word, .currency, currency: currency)
      }
    }
  }

  mutating func addProduct(_ product: MetricSpecification.VersionedProduct) {
    for name in [product.name] + product.aliases {
      let parts = name.split { $0 == " " || $0 == "-" }.map(String.init)
      guard let first = parts.first else { continue }
      let entry = add(first.hasPrefix(".") ? String(first.dropFirst()) : first, .product)
      addProduct(
        Product(
          name: product.name, rest: parts.dropFirst().map { Array($0.lowercased().utf8) },
          majors: product.majors),
        at: entry)
    }
  }

  private static func singular(of noun: String) -> String? {
    guard noun.hasSuffix("s"), noun.count > 3 else { return nil }
    if noun.hasSuffix("ies") { return noun.dropLast(3) + "y" }
    for ending in ["sses", "xes", "ches", "shes"] where noun.hasSuffix(ending) {
      return String(noun.dropLast(2))
    }
    if noun.hasSuffix("indices") { return nil }
    return String(noun.dropLast())
  }
}
