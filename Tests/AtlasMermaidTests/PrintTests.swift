import AtlasCore
import AtlasTestSupport
import Testing

@testable import AtlasMermaid

/// A printed diagram says what the diagram said, in one layout.
struct PrintTests {
  @Test(arguments: Fixture.all.filter(\.isValid))
  func fixtureKeepsItsMeaning(_ fixture: Fixture) {
    let miss = PrintTests.roundTrip(fixture.code)
    #expect(miss == nil, "\(miss ?? "")")
  }

  @Test(
    .enabled(if: Conformance.isThere, "needs the shared material"), arguments: Conformance.Suite.allCases)
  func suiteKeepsItsMeaning(_ suite: Conformance.Suite) {
    var counts: [DiagramKind: (printed: Int, kept: Int)] = [:]
    for item in Conformance.cases(suite) {
      let diagram = Mermaid.parse(item.code)
      guard let kind = diagram.kind, diagram.printed != nil else { continue }
      counts[kind, default: (0, 0)].printed += 1
      guard let miss = PrintTests.roundTrip(item.code) else {
        counts[kind, default: (0, 0)].kept += 1
        continue
      }
      Issue.record("\(item.origin): \(miss)")
    }
    for (kind, count) in counts.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      print("print \(suite) \(kind): \(count.kept)/\(count.printed) keep their meaning")
    }
  }

  @Test(arguments: [
    (
      "---\ntitle: T\n---\n%% why\ngraph LR;A-->|yes|B{Is it?};B-- a (b) -->C & D;%%{init: {}}%%\naccTitle: Way\n",
      "---\ntitle: T\n---\n%%{init: {}}%%\ngraph LR\n  accTitle: Way\n  A -->|yes| B{Is it?}\n"
        + "  B -- a (b) --> C & D\n"
    ),
    (
      "flowchart TD\nsubgraph one[The first]\nclick-->B[ @b]\nend\nsubgraph two words\nx@{shape: cyl}==>y\nend\n",
      "flowchart TB\n  subgraph one [The first]\n    click--> B[ @b]\n  end\n  subgraph two words\n"
        + "    x@{shape: cyl} ==> y\n  end\n"
    ),
    (
      "sequenceDiagram;participant A as Alice\nA->>+B:hi#59; there\nalt x\nB-->>-A: :wrap: ok\nelse\nNote over A,B:n\nend\n",
      "sequenceDiagram\n  participant A as Alice\n  A->>+B: hi#59; there\n  alt x\n    B-->>-A: wrap: ok\n  else\n"
        + "    Note over A,B: n\n  end\n"
    ),
    (
      "stateDiagram\n[*]-->A:go\nstate A{\nb\n--\nc\n}\nnote left of A\nx: y\nend note\n",
      "stateDiagram-v2\n  [*] --> A : go\n  state A {\n    b\n    --\n    c\n  }\n  note left of A\n    x: y\n"
        + "  end note\n"
    ),
    (
      "classDiagram\nclass `a b`~T~:::c{\n+x\n}\nlink A \"u\" \"t\"\nA<|--\"1\"B:l\n",
      "classDiagram\n  class `a b`~T~:::c {\n    +x\n  }\n  click A href \"u\" \"t\"\n  A <|-- \"1\" B : l\n"
    ),
    (
      "gantt\na:b1,2024-01-01,1d\ntitle T\nsection S\nc:crit,active,after b1,2d\n",
      "gantt\n  title T\n  a :b1, 2024-01-01, 1d\n  section S\n    c :active, crit, after b1, 2d\n"
    ),
    ("timeline\n2024 : a:b : c\n : d\n", "timeline\n  2024\n    : a:b\n    : c\n    : d\n"),
    (
      "mindmap\n    root((r))\n        a[\"q\"]\n        ::icon(i)\n      b\n",
      "mindmap\n  root((r))\n    a[\"q\"]\n    ::icon(i)\n    b\n"
    ),
    (
      "railroad-peg-beta\na <- (!b)* / !b* \"c\" (d / e)+ ;\n",
      "railroad-peg-beta\n  a <- (!b)* / !b* \"c\" (d / e)+ ;\n"
    ),
    (
      "C4Context\nBoundary(b,\"B\"){\nPerson(p,User,$link=\"x\")\n}\n",
      "C4Context\n  Boundary(b, \"B\") {\n    Person(p, User, $link=\"x\")\n  }\n"
    ),
  ])
  func layoutIsCanonical(_ code: String, _ printed: String) {
    #expect(Mermaid.parse(Array(code.utf8)).printed.map { String(decoding: $0, as: UTF8.self) } == printed)
  }

  @Test(arguments: [
    // Two heads that differ, a text behind a string, blanks that make a title of one word.
    "flowchart LR\nA x-- t -->B\nA-- \"s\" t -->C\nsubgraph  one\nend\n",
    "flowchart LR\nsubgraph \"i d\"[t]\nend\nA[ /x/]-->B([\"`m`\"])\nA[\"s\" t]\nA e1@<-.->B\nC-->click;\n",
    "flowchart LR\nstyle A  \nlinkStyle default interpolate basis\nclick A call f(x) \"t\"\nA-->B\n",
    "gantt\na:b,2024-01-01,1d,3d,4d\n", "sankey\n\"a \"\"b\"\"\",c,\"10\"\n",
    "erDiagram\nA{\n`x y`? z \"c\"\n}\n", "stateDiagram-v2\nscale 350 width\nA:::c : d\nclick A href \"u\"\n",
    "pie\n'a \"b\"' : 1\n\"c \\\" 'd'\" : 2\n", "treemap-beta\n'a\"\\\"b'\n  \"c\": 1:::x\nclassDef xx;\n",
    "railroad-ebnf-beta\na = b - (c+) | [ d ]+ , { e }, ? f ? ;\nb = (a, b), c ;\n",
    "railroad-abnf-beta\na = *2b 3*c 4(d e) [ f / g ] / 0*1h ;\n",
    "eventmodeling accTitle: a\ntf 01 ui A 'x' \ntf 02 cmd B title t\ndata C {\n}\ndata D `json` {\n {\n }, 1\n}\n",
    "requirementDiagram\n\"a b\":::c\nmy req:::c d\nelement e {\ntype: x y\n}\ne <- traces - \"a b\"\n",
    "venn-beta\nset \"a b\"[x y]:2\nset set1[\"\"]\nunion \"a b\",set1\n  text \"t\"[\"l\"]\nstyle set1 fill:#fff\n",
    "block\ncolumns auto\nA[\"a\"]:2 -- \"t\" x-.->B>\"b\"]\nblock:c(\"d\"):3\nspace:2\nd<[\"x\"]>(up, x)\nend\n",
    "flowchart LR\nA --> B\nclassDef hot,,cold fill:#f00\n",
    "stateDiagram-v2\nstate Active >{\n[*] --> Off\n}\nActive --> [*],\n",
    "wardley-beta\nA +'x'<> B\nA -.-> B +< ; t\ncomponent \"c d\" [0.1, 0.2] label [-1, 2] (buy) (inertia)\n",
    "architecture-beta\ngroup g(cloud)[\"a/b\"]\nservice s \"t\"[x] in g\njunction j\ns{group}:R <-[y]- L:j\n",
  ])
  func oddSpellingsKeepTheirMeaning(_ code: String) {
    let code = Array(code.utf8)
    let verdict = Mermaid.parse(code).verdict
    #expect(verdict == .valid || verdict == .unrenderable)
    let miss = PrintTests.roundTrip(code)
    #expect(miss == nil, "\(miss ?? "")")
  }

  @Test(arguments: ["flowchart LR\nA[x\n", "nothing at all\n", "zenuml\nA.b()\n"])
  func whatIsNotUnderstoodIsNotPrinted(_ code: String) {
    #expect(Mermaid.parse(Array(code.utf8)).printed == nil)
  }

  /// Small damage that mermaid.js accepts makes spellings that nobody would think of.
  @Test(arguments: Fixture.all.filter(\.isValid))
  func damagedFixtureKeepsItsMeaning(_ fixture: Fixture) {
    var random = SplitMix(seed: 11)
    for _ in 0..<PrintTests.rounds {
      let code = PrintTests.damaged(fixture.code, &random)
      if let miss = PrintTests.roundTrip(code) { Issue.record("\(miss)") }
    }
  }

  #if DEBUG
    private static let rounds = 40
  #else
    private static let rounds = 400
  #endif
  private static let spice = Array(" \n\t\"'`()[]{}|<>-=.~:;,&#@%/\\*_+!?^$aboxv01é".utf8)

  private static func damaged(_ code: [UInt8], _ random: inout SplitMix) -> [UInt8] {
    var code = code
    for _ in 0...(random.next() % 2) where !code.isEmpty {
      let place = Int(random.next() % UInt64(code.count))
      switch random.next() % 4 {
      case 0: code.remove(at: place)
      case 1: code.insert(code[place], at: place)
      case 2: code.swapAt(place, max(place - 1, 0))
      default: code.insert(spice[Int(random.next() % UInt64(spice.count))], at: place)
      }
    }
    return code
  }

  /// What is wrong with a diagram printed and parsed again; nil where nothing is.
  private static func roundTrip(_ code: [UInt8]) -> String? {
    let diagram = Mermaid.parse(code)
    guard diagram.verdict == .valid || diagram.verdict == .unrenderable else { return nil }
    guard let printed = diagram.printed else {
      return "no printer for \(diagram.kind?.rawValue ?? "nothing")"
    }
    let again = Mermaid.parse(printed)
    let text = String(decoding: printed, as: UTF8.self)
    let shown = "\(String(decoding: code, as: UTF8.self))\n--- printed:\n\(text)"
    if again.meaning != diagram.meaning { return "another meaning\n\(shown)\n\(difference(diagram, again))" }
    let errors = again.findings.filter { $0.severity == .error }.count
    if errors > diagram.findings.filter({ $0.severity == .error }).count { return "new errors\n\(shown)" }
    if again.printed != printed {
      let second = again.printed.map { String(decoding: $0, as: UTF8.self) } ?? ""
      return "printed in another way the second time\n\(shown)\n--- again:\n\(second)"
    }
    return nil
  }

  /// The first lines of the dumps that differ, without ranges.
  private static func difference(_ before: ParsedDiagram, _ after: ParsedDiagram) -> String {
    let old = lines(before)
    let new = lines(after)
    guard
      let index = (0..<max(old.count, new.count)).first(where: { index in
        index >= old.count || index >= new.count || old[index] != new[index]
      })
    else { return "the same dump" }
    return "--- before: \(old.dropFirst(index).first ?? "")\n--- after: \(new.dropFirst(index).first ?? "")"
  }

  private static func lines(_ diagram: ParsedDiagram) -> [String] {
    var lines: [String] = []
    for line in diagram.dump.split(separator: "\n") where !line.contains("comment ") {
      lines.append(
        line.split(separator: " ", omittingEmptySubsequences: false)
          .filter { !($0.contains("..") && $0.allSatisfy { $0 == "." || $0.isNumber }) }.joined(
            separator: " "))
    }
    return lines
  }
}
