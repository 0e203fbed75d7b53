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
      let drifting = drifting(pages, of: library)
      guard !drifting.isEmpty else { continue }
      var spellings: [[UInt8]: [String: [Place]]] = [:]
      for page in pages {
        for (number, diagram) in library.pages[page].diagrams.enumerated() {
          for name in names(of: diagram, among: drifting) {
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

  /// The numbers of the names that some pages spell in two ways. Hardly a name has two spellings, so the names are told
  /// apart by numbers first; where two have the same number, a name too many is looked at.
  private static func drifting(_ pages: [Int], of library: LibrarySubject) -> Set<UInt64> {
    var first: [UInt64: UInt64] = [:]
    var drifting: Set<UInt64> = []
    for page in pages {
      for diagram in library.pages[page].diagrams {
        for run in diagram.names {
          forEachName(in: run) { name in
            let (folded, exact) = (number(ofFolded: name), number(of: name))
            if let other = first[folded] {
              if other != exact { drifting.insert(folded) }
            } else {
              first[folded] = exact
            }
          }
        }
      }
    }
    return drifting
  }

  private static func names(of diagram: LibrarySubject.Diagram, among drifting: Set<UInt64>) -> Set<String> {
    var names: Set<String> = []
    for run in diagram.names {
      forEachName(in: run) { name in
        guard drifting.contains(number(ofFolded: name)) else { return }
        names.insert(String(decoding: name, as: UTF8.self))
      }
    }
    return names
  }

  private static func number(of name: UnsafeBufferPointer<UInt8>) -> UInt64 {
    name.reduce(emptyNumber) { mixed($0, $1) }
  }

  private static func number(ofFolded name: UnsafeBufferPointer<UInt8>) -> UInt64 {
    name.reduce(emptyNumber) { number, byte in folded(byte).map { mixed(number, $0) } ?? number }
  }

  private static let emptyNumber: UInt64 = 0xCBF2_9CE4_8422_2325

  private static func mixed(_ number: UInt64, _ byte: UInt8) -> UInt64 {
    (number ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
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
  private static func forEachName(in run: String, _ visit: (UnsafeBufferPointer<UInt8>) -> Void) {
    var run = run
    run.withUTF8 { bytes in
      func visitName(_ name: Range<Int>) {
        let name = UnsafeBufferPointer(rebasing: bytes[name])
        if name.count >= 4, !isField(name) { visit(name) }
      }
      var previous: Int?
      var place = 0
      while place < bytes.count {
        let start = place
        while place < bytes.count, bytes[place] != UInt8(ascii: " "), bytes[place] != UInt8(ascii: "-") {
          place += 1
        }
        if place > start {
          visitName(start..<place)
          if let previous { visitName(previous..<place) }
          previous = start
        }
        place += 1
      }
    }
  }

  /// `User ID` is a column of a table.
  private static func isField(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    var end = name.count
    if name[end - 1] == UInt8(ascii: "s") { end -= 1 }
    return name[end - 2] == UInt8(ascii: "I") && name[end - 1] | 0x20 == UInt8(ascii: "d")
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
  private static func folded(_ name: [UInt8]) -> [UInt8] { name.compactMap(folded) }

  private static func folded(_ byte: UInt8) -> UInt8? {
    if byte &- UInt8(ascii: "A") < 26 { return byte | 0x20 }
    return byte | 0x20 &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10 ? byte : nil
  }
}
