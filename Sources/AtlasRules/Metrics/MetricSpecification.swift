import AtlasCore
import Synchronization

/// What the library's specification says about metrics: which kinds are read, which nouns make a count, which words are
/// units, which products have versions. Section `metrics` of the spec pack; what it leaves out is as in `standard`.
package struct MetricSpecification: Sendable {
  package var kinds: MetricKinds
  /// Plural nouns: "30 brokers" is a count. Of a noun of several words the last is enough.
  package let countNouns: [String]
  package let products: [VersionedProduct]
  package let units: [UnitWord]
  private let words: LazyVocabulary

  /// A technology whose versions are worth knowing.
  package struct VersionedProduct: Hashable, Sendable {
    package var name: String
    /// Other names in texts; the first name is what reports say.
    package var aliases: [String]
    /// The whole numbers that are versions of it: "Redis 7" is one, "Redis 1" is a replica. Nil: only with a point.
    package var majors: ClosedRange<Int>?

    package init(_ name: String, aliases: [String] = [], majors: ClosedRange<Int>? = nil) {
      self.name = name
      self.aliases = aliases
      self.majors = majors
    }

    /// Names are looked for in bytes.
    package static func == (left: VersionedProduct, right: VersionedProduct) -> Bool {
      left.name.isWritten(like: right.name) && left.aliases.areWritten(like: right.aliases)
        && left.majors == right.majors
    }
  }

  package init(
    kinds: MetricKinds = .all, countNouns: [String],
    products: [VersionedProduct], units: [UnitWord]
  ) {
    self.kinds = kinds
    self.countNouns = countNouns
    self.products = products
    self.units = units
    words = LazyVocabulary()
  }

  /// The words of the grammar with those of this specification; made when something is first read.
  var vocabulary: Vocabulary { sharedVocabulary.words }

  /// The same object for specifications that agree on their words: what one of them reads, all of them read.
  var sharedVocabulary: SharedVocabulary { words.get { Self.vocabulary(countNouns, products, units) } }

  var hasAllKinds: Bool { kinds == .all }

  package static let standard = MetricSpecification(
    countNouns: standardCountNouns, products: standardProducts, units: standardUnits)
}

// MARK: Vocabularies

/// A vocabulary that specifications share.
final class SharedVocabulary: Sendable {
  let words: Vocabulary

  init(_ words: Vocabulary) { self.words = words }
}

/// Holds a vocabulary from its first use on; the mutex guards it alone.
private final class LazyVocabulary: Sendable {
  private let made = Mutex<SharedVocabulary?>(nil)

  func get(_ make: () -> SharedVocabulary) -> SharedVocabulary {
    made.withLock { made in
      if let made { return made }
      let vocabulary = make()
      made = vocabulary
      return vocabulary
    }
  }
}

extension MetricSpecification {
  private struct BuiltVocabulary {
    var countNouns: [String]
    var products: [VersionedProduct]
    var units: [UnitWord]
    var vocabulary: SharedVocabulary
  }

  /// The vocabulary built last. A library has one specification and many categories, which nearly always agree; the
  /// mutex guards this value alone.
  private static let lastBuilt = Mutex<BuiltVocabulary?>(nil)

  private static func vocabulary(
    _ countNouns: [String], _ products: [VersionedProduct], _ units: [UnitWord]
  ) -> SharedVocabulary {
    lastBuilt.withLock { last in
      if let last, last.countNouns.areWritten(like: countNouns), last.products == products,
        last.units == units
      {
        return last.vocabulary
      }
      var words = Vocabulary.english
      words.addUnits(units)
      for noun in countNouns { words.addCountNoun(noun) }
      for product in products { words.addProduct(product) }
      let vocabulary = SharedVocabulary(words)
      last = BuiltVocabulary(
        countNouns: countNouns, products: products, units: units, vocabulary: vocabulary)
      return vocabulary
    }
  }
}

// MARK: Reading the spec pack

extension MetricSpecification {
  /// `metrics` is a section of the spec pack, `kinds` the stage's option that narrows it. Their shapes were checked when
  /// they were read. What a section leaves out is as in `standard`.
  package init(metrics: JSONNode?, kinds: JSONNode?) {
    var read = metrics?["kinds"].map(Self.kinds) ?? .all
    if let kinds { read.formIntersection(Self.kinds(kinds)) }
    guard ["countNouns", "products", "units"].contains(where: { metrics?[$0] != nil }) else {
      self = .standard
      self.kinds = read
      return
    }
    self.init(
      kinds: read, countNouns: metrics?["countNouns"].map(Self.strings) ?? Self.standardCountNouns,
      products: metrics?["products"].map(Self.products) ?? Self.standardProducts,
      units: metrics?["units"].map(Self.units) ?? Self.standardUnits)
  }

  /// The same words for every kind: what a report leaves out may still be asked for by a rule.
  var readingAllKinds: MetricSpecification {
    var all = self
    all.kinds = .all
    return all
  }

  private static func kinds(_ node: JSONNode) -> MetricKinds {
    MetricKinds(strings(node).compactMap(ContentMetric.Kind.init(rawValue:)))
  }

  private static func strings(_ node: JSONNode) -> [String] { (node.array ?? []).compactMap(\.string) }

  private static func units(_ node: JSONNode) -> [UnitWord] {
    (node.members ?? []).compactMap { member in
      member.node.string.flatMap(UnitMeaning.init).map { UnitWord(member.key, $0) }
    }
  }

  private static func products(_ node: JSONNode) -> [VersionedProduct] {
    (node.array ?? []).compactMap { element in
      guard let name = element["name"]?.string else { return nil }
      let majors = (element["majors"]?.array ?? []).compactMap(\.integer)
      return VersionedProduct(
        name, aliases: element["aliases"].map(strings) ?? [],
        majors: majors.count == 2 && majors[0] <= majors[1] ? majors[0]...majors[1] : nil)
    }
  }
}

/// The JSON text of a specification, in the form that `init(_:)` reads: `data/spec/metrics.json` is made from it.
extension MetricSpecification {
  package var json: String {
    var lines = ["{", #"  "version": 1,"#, #"  "kinds": ["#]
    let names = ContentMetric.Kind.allCases.filter(kinds.contains).map { #""\#($0.rawValue)""# }
    lines += Self.wrapped(names) + ["  ],", #"  "countNouns": ["#]
    lines += Self.wrapped(countNouns.map { #""\#($0)""# }) + ["  ],", #"  "units": {"#]
    lines += Self.wrapped(units.map { #""\#($0.word)": "\#($0.meaning.text)""# })
    lines += ["  },", #"  "products": ["#]
    for (index, product) in products.enumerated() {
      var members = [#""name": "\#(product.name)""#]
      if !product.aliases.isEmpty {
        members.append(#""aliases": [\#(product.aliases.map { #""\#($0)""# }.joined(separator: ", "))]"#)
      }
      if let majors = product.majors {
        members.append(#""majors": [\#(majors.lowerBound), \#(majors.upperBound)]"#)
      }
      lines.append("    {\(members.joined(separator: ", "))}\(index + 1 < products.count ? "," : "")")
    }
    return (lines + ["  ]", "}", ""]).joined(separator: "\n")
  }

  private static func wrapped(_ words: [String]) -> [String] {
    var lines: [String] = []
    var line = "   "
    for (index, word) in words.enumerated() {
      let part = " " + word + (index + 1 < words.count ? "," : "")
      if line.utf8.count + part.utf8.count > 100 {
        lines.append(line)
        line = "   "
      }
      line += part
    }
    return lines + [line]
  }
}
