import AtlasCore
import AtlasRules
import AtlasTestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// Labels and sentences with the quantities that a person reads in them: Tests/Fixtures/Metrics, one JSON object a line;
/// or every `.jsonl` file of the folder that ATLAS_LABELS names, so that a set made elsewhere can judge the reader too.
struct LabelledSet {
  struct Case {
    var file: String
    var line: Int
    var text: String
    var expected: [Expectation]
    /// Stretches that may be read or not, `"open": ["…"]`: what the specification does not settle.
    var open: [String] = []
  }

  /// What a person reads. Fields that are not stated may be anything.
  struct Expectation {
    var kind: ContentMetric.Kind
    var text: String
    var amount: ContentMetric.Amount
    var unit: String?
    var qualifier: String?
    var period: String?
    var per: String?
    var name: String?
    var version: String?
    /// In our own set no amount means that there is none; elsewhere it means that none was stated.
    var mayHaveAnyAmount = false
  }

  static let folder = SharedMaterial.packageRoot + "/Tests/Fixtures/Metrics/"
  static let files = [
    "latency", "throughput", "bandwidth", "storage", "cost", "users", "count", "instance", "lag", "rate",
    "version",
    "recovery", "blast_radius", "data_loss", "date", "source", "mixed", "sentences", "corrections",
    "negative",
  ]

  /// The folder of a set made elsewhere, if the environment names one.
  static let outsideFolder = getenv("ATLAS_LABELS").map { String(cString: $0) + "/" }

  static func read() throws -> [Case] { try read(files, of: folder) }

  static func readOutside() throws -> [Case] {
    let folder = try #require(outsideFolder)
    var cases = try read(labelFiles(of: folder), of: folder)
    for index in cases.indices {
      for place in cases[index].expected.indices { cases[index].expected[place].mayHaveAnyAmount = true }
    }
    return cases
  }

  private static func labelFiles(of folder: String) throws -> [String] {
    let directory = try #require(opendir(folder), "\(folder) cannot be read")
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasSuffix(".jsonl") { names.append(String(name.dropLast(6))) }
    }
    return names.sorted()
  }

  private static func read(_ files: [String], of folder: String) throws -> [Case] {
    var cases: [Case] = []
    for file in files {
      let bytes = try #require(contents(of: folder + file + ".jsonl"), "\(file).jsonl cannot be read")
      for (index, line) in bytes.split(separator: UInt8(ascii: "\n")).enumerated() {
        let node = try JSONReader.read(Array(line))
        cases.append(
          Case(
            file: file, line: index + 1, text: try #require(node["text"]?.string),
            expected: try #require(node["expect"]?.array).map(expectation),
            open: (node["open"]?.array ?? []).compactMap(\.string)))
      }
    }
    return cases
  }

  private static func expectation(_ node: JSONNode) throws -> Expectation {
    let known = [
      "kind", "text", "value", "low", "high", "before", "after", "unit", "qualifier", "period", "per", "name",
      "version",
    ]
    for member in node.members ?? [] { try #require(known.contains(member.key), "unknown key \(member.key)") }
    let kind = try #require(node["kind"]?.string)
    return Expectation(
      kind: try #require(ContentMetric.Kind(rawValue: kind)),
      text: try #require(node["text"]?.string), amount: amount(node), unit: node["unit"]?.string,
      qualifier: node["qualifier"]?.string, period: node["period"]?.string, per: node["per"]?.string,
      name: node["name"]?.string, version: node["version"]?.string)
  }

  private static func amount(_ node: JSONNode) -> ContentMetric.Amount {
    func number(_ key: String) -> Double? { node[key]?.number?.double }
    if let value = number("value") { return .value(value) }
    if let low = number("low"), let high = number("high") { return .range(low: low, high: high) }
    if let before = number("before"), let after = number("after") {
      return .change(before: before, after: after)
    }
    return .none
  }

  static func contents(of path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { return bytes }
      bytes.append(contentsOf: buffer[..<count])
    }
  }
}

/// How a reading compares with what people read.
struct Score {
  var right = 0
  var found = 0
  var expected = 0

  var precision: Double { found == 0 ? 1 : Double(right) / Double(found) }
  var recall: Double { expected == 0 ? 1 : Double(right) / Double(expected) }
}

struct Comparison {
  var perKind: [ContentMetric.Kind: Score] = [:]
  var overall = Score()
  var complaints: [String] = []

  mutating func compare(_ sample: LabelledSet.Case, _ found: [Quantity], texts: [String]) {
    var open = Array(found.indices)
    for expectation in sample.expected {
      perKind[expectation.kind, default: Score()].expected += 1
      overall.expected += 1
      if let place = open.firstIndex(where: { matches(found[$0], texts[$0], expectation) }) {
        open.remove(at: place)
        perKind[expectation.kind, default: Score()].right += 1
        overall.right += 1
      } else {
        complaints.append(
          "missed  \(sample.file):\(sample.line) \(sample.text): \(expectation.kind) \(expectation.text)")
      }
    }
    let ignored = open.filter { index in
      sample.open.contains { $0.contains(texts[index]) || texts[index].contains($0) }
    }
    open.removeAll(where: ignored.contains)
    for (index, quantity) in found.enumerated() where !ignored.contains(index) {
      perKind[quantity.kind, default: Score()].found += 1
      overall.found += 1
    }
    for index in open {
      complaints.append(
        "found   \(sample.file):\(sample.line) \(sample.text): \(describe(found[index], texts[index]))")
    }
  }

  private func matches(_ found: Quantity, _ text: String, _ expected: LabelledSet.Expectation) -> Bool {
    found.kind == expected.kind && text.contains(expected.text) && agree(found.amount, expected)
      && expected.unit ?? found.unit == found.unit && expected.qualifier ?? found.qualifier == found.qualifier
      && expected.period ?? found.period == found.period && expected.per ?? found.per == found.per
      && expected.name ?? found.name == found.name && expected.version ?? found.version == found.version
  }

  private func agree(_ found: ContentMetric.Amount, _ expected: LabelledSet.Expectation) -> Bool {
    switch (found, expected.amount) {
    case (.none, .none): true
    case (_, .none): expected.kind == .date || expected.mayHaveAnyAmount
    case (.value(let a), .value(let b)): isNear(a, b)
    case (.range(let a, let b), .range(let c, let d)), (.change(let a, let b), .change(let c, let d)):
      isNear(a, c) && isNear(b, d)
    default: false
    }
  }

  private func isNear(_ left: Double, _ right: Double) -> Bool {
    abs(left - right) <= 1e-9 * max(abs(left), abs(right))
  }

  private func describe(_ quantity: Quantity, _ text: String) -> String {
    "\(quantity.kind) '\(text)' \(quantity.amount) \(quantity.unit) q=\(quantity.qualifier) period=\(quantity.period) "
      + "per=\(quantity.per) name=\(quantity.name) v=\(quantity.version)"
  }

  /// The table for people.
  var table: String {
    var lines = ["kind            right  found  expected  precision  recall"]
    for kind in ContentMetric.Kind.allCases { lines.append(row(kind.rawValue, perKind[kind] ?? Score())) }
    lines.append(row("overall", overall))
    return lines.joined(separator: "\n")
  }

  private func row(_ name: String, _ score: Score) -> String {
    func pad(_ text: String, _ width: Int) -> String {
      text.count >= width ? text : String(repeating: " ", count: width - text.count) + text
    }
    func share(_ value: Double) -> String {
      let tenths = Int((value * 1000).rounded())
      return "\(tenths / 10).\(tenths % 10) %"
    }
    return name + String(repeating: " ", count: max(0, 14 - name.count)) + pad("\(score.right)", 7)
      + pad("\(score.found)", 7) + pad("\(score.expected)", 10) + pad(share(score.precision), 11)
      + pad(share(score.recall), 9)
  }
}
