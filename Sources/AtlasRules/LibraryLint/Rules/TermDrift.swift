import AtlasCore
import AtlasMermaid

/// A component that a system's diagrams spell in two ways.
enum TermDrift: LibraryRule {
  static let description = RuleDocumentation(
    id: "term-drift",
    finds: "a name that the diagrams of one system spell in two ways: `EVCache` and `EV Cache`",
    matters: "Who searches for one spelling misses the other, and takes the two for two components.",
    bad:
      "# Netflix\n\n```mermaid\nflowchart LR\n  A[EVCache] --> B[API]\n```\n\n```mermaid\nflowchart LR\n  A[EV Cache cluster] --> B[Zuul]\n```\n",
    good:
      "# Netflix\n\n```mermaid\nflowchart LR\n  A[EVCache] --> B[API]\n```\n\n```mermaid\nflowchart LR\n  A[EVCache cluster] --> B[Zuul]\n```\n"
  )

  static let exampleFile: BytePath = "docs/systems/netflix/architecture.md"

  static let options: [RuleOption] = [
    .texts(
      "except", ["TimeSeries", "DataCenter", "LoadBalancer", "RateLimiter"],
      "names, in one of their spellings, that are phrases too")
  ]

  /// Where a spelling stands.
  private struct Place: Hashable {
    var page: Int
    var diagram: Int
  }

  static func check(_ library: LibrarySubject, _ settings: RuleSettings, _ report: inout LibraryRuleReport) {
    let except = Set(settings.texts("except").map { folded(Array($0.utf8)) })
    for pages in systems(of: library) {
      var spellings: [[UInt8]: [String: [Place]]] = [:]
      for page in pages {
        for (number, diagram) in library.pages[page].diagrams.enumerated() {
          for name in Set(diagram.names.flatMap(names)) {
            spellings[folded(Array(name.utf8)), default: [:]][name, default: []].append(
              Place(page: page, diagram: number))
          }
        }
      }
      for (key, found) in spellings.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) })
      where found.count > 1 && !except.contains(key) && found.keys.contains(where: isCoined) {
        tell(found, library, &report)
      }
    }
  }

  /// The spelling that stands in most diagrams is taken for the right one, of several the one that stands first.
  private static func tell(
    _ found: [String: [Place]], _ library: LibrarySubject, _ report: inout LibraryRuleReport
  ) {
    let ranked = found.sorted { left, right in
      (-left.value.count, left.value[0].page, left.value[0].diagram, left.key)
        < (-right.value.count, right.value[0].page, right.value[0].diagram, right.key)
    }
    let usual = ranked[0]
    let address = "\(library.pages[usual.value[0].page].path)#\(usual.value[0].diagram + 1)"
    for (spelling, places) in ranked.dropFirst() {
      var told: Set<Int> = []
      for place in places where told.insert(place.page).inserted {
        report.add(
          .diagram(page: place.page, diagram: place.diagram),
          "\"\(spelling)\" in diagram \(place.diagram + 1) is \"\(usual.key)\" in \(address)",
          help: "spell it alike in all diagrams of the system")
      }
    }
  }

  /// The pages of each system, in the order of their folders.
  private static func systems(of library: LibrarySubject) -> [[Int]] {
    var pages: [BytePath: [Int]] = [:]
    for (number, page) in library.pages.enumerated() where page.place.category == Taxonomy.systemsCategory {
      guard let folder = library.taxonomy.systemFolder(of: page.path) else { continue }
      pages[folder, default: []].append(number)
    }
    return pages.sorted { $0.key < $1.key }.map(\.value)
  }

  // MARK: names

  /// The words of a run, and each with the next: `Azure Key Vault` may hold a component `Key Vault`.
  private static func names(_ run: String) -> [String] {
    let bytes = Array(run.utf8)
    let words = bytes.indices.split { bytes[$0] == UInt8(ascii: " ") || bytes[$0] == UInt8(ascii: "-") }
    var names: [Range<Int>] = []
    for (number, word) in words.enumerated() {
      names.append(word.startIndex..<word.endIndex)
      if number + 1 < words.count { names.append(word.startIndex..<words[number + 1].endIndex) }
    }
    return names.filter { $0.count >= 4 && !isField(bytes[$0]) }.map {
      String(decoding: bytes[$0], as: UTF8.self)
    }
  }

  /// `User ID` is a column of a table.
  private static func isField(_ name: ArraySlice<UInt8>) -> Bool {
    name.suffix(2).elementsEqual("ID".utf8) || name.suffix(2).elementsEqual("Id".utf8)
      || name.suffix(3).elementsEqual("IDs".utf8) || name.suffix(3).elementsEqual("Ids".utf8)
  }

  /// A word with a capital inside it, which nobody writes who does not mean a name. `APIs` is a plural.
  private static func isCoined(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    guard !bytes.contains(where: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "-") }) else { return false }
    let isCapital = bytes.map { $0 &- UInt8(ascii: "A") < 26 }
    return bytes.indices.dropFirst().contains { place in
      guard isCapital[place] else { return false }
      if !isCapital[place - 1] { return true }
      return place + 2 < bytes.count && !isCapital[place + 1] && !isCapital[place + 2]
    }
  }

  /// Without case, blanks and hyphens.
  private static func folded(_ name: [UInt8]) -> [UInt8] {
    name.compactMap { byte in
      if byte &- UInt8(ascii: "A") < 26 { return byte | 0x20 }
      return byte | 0x20 &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10 ? byte : nil
    }
  }
}
