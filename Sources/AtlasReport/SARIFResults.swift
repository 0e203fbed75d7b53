import AtlasCore

/// Writes the results of a SARIF run in the order of their severity until a limit is reached, and remembers the files
/// that they name.
struct SARIFResults {
  static let baseID = "PROJECTROOT"

  /// How many results there are, and how many were written.
  let total: Int
  private(set) var written = 0

  private let report: RunReport
  private let options: ReportOptions
  private let rules: SARIFRules
  private let new: Set<Identity>?
  private var bytesLeft: Int
  private var isFull = false
  private var artifacts: [BytePath] = []
  /// By the page's position in the report: its position among `artifacts`.
  private var artifactOfPage: [Int?]

  /// What tells a finding from every other one of a run.
  private struct Identity: Hashable {
    let path: BytePath
    let code: String
    let fingerprint: Digest
    let start: LineColumn
  }

  /// A page while its results are written.
  private struct Place {
    let page: Int
    let path: BytePath
    let location: ArtifactLocation
  }

  struct ArtifactLocation {
    let uri: String
    let isRelative: Bool
    let index: Int
  }

  init(_ report: RunReport, _ options: ReportOptions, _ rules: SARIFRules, bytesLeft: Int) {
    self.report = report
    self.options = options
    self.rules = rules
    self.bytesLeft = bytesLeft
    total =
      Tally(report).pages.reduce(0) { $0 + $1.findings + $1.failedGates }
      + report.pages.reduce(0) { $0 + $1.allSuppressed.count }
    artifactOfPage = Array(repeating: nil, count: report.pages.count)
    new = report.change.map { change in
      Set(change.new.map { SARIFResults.identity(of: $0.finding, $0.path) })
    }
  }

  private static func identity(of placed: PlacedFinding, _ path: BytePath) -> Identity {
    Identity(
      path: path, code: placed.finding.code, fingerprint: placed.fingerprint, start: placed.start)
  }

  mutating func reserveBytes(_ count: Int) { bytesLeft -= count }

  // MARK: order

  mutating func write(to json: inout JSONWriter, _ output: inout ReportOutput) {
    for severity in Severity.worstFirst {
      for position in report.pages.indices where !isFull && !output.isBroken {
        writeFindings(of: position, severity, to: &json, &output)
      }
      guard severity == .error else { continue }
      for position in report.pages.indices where !isFull && !output.isBroken {
        writeGates(of: position, to: &json, &output)
      }
    }
    for position in report.pages.indices where !isFull && !output.isBroken {
      writeSuppressed(of: position, to: &json, &output)
    }
  }

  /// What is not told comes last, so that it is cut first. Code hosts show it as dismissed.
  private mutating func writeSuppressed(
    of position: Int, to json: inout JSONWriter, _ output: inout ReportOutput
  ) {
    for finding in report.pages[position].allSuppressed where !isFull {
      let here = place(of: position)
      var result = JSONWriter(.compact)
      write(finding.placed, at: here, suppression: finding.suppression, to: &result)
      add(result.bytes, at: here, to: &json, &output)
    }
  }

  private mutating func writeFindings(
    of position: Int, _ severity: Severity, to json: inout JSONWriter, _ output: inout ReportOutput
  ) {
    let page = report.pages[position]
    var place: Place?
    for index in -1..<page.diagrams.count {
      for finding in index < 0 ? page.findings : page.diagrams[index].findings
      where finding.finding.severity == severity && !isFull {
        let here = place ?? self.place(of: position)
        place = here
        var result = JSONWriter(.compact)
        write(finding, at: here, to: &result)
        add(result.bytes, at: here, to: &json, &output)
      }
    }
  }

  private mutating func writeGates(
    of position: Int, to json: inout JSONWriter, _ output: inout ReportOutput
  ) {
    for diagram in report.pages[position].diagrams {
      for gate in diagram.failedGates where !isFull {
        let here = place(of: position)
        var result = JSONWriter(.compact)
        write(gate, of: diagram, at: here, to: &result)
        add(result.bytes, at: here, to: &json, &output)
      }
    }
  }

  private mutating func add(
    _ result: [UInt8], at place: Place, to json: inout JSONWriter, _ output: inout ReportOutput
  ) {
    let isNewArtifact = artifactOfPage[place.page] == nil
    let cost = result.count + 16 + (isNewArtifact ? place.location.uri.utf8.count + 80 : 0)
    guard written < options.limits.sarifResults, cost <= bytesLeft else {
      isFull = true
      return
    }
    bytesLeft -= cost
    written += 1
    if isNewArtifact {
      artifactOfPage[place.page] = artifacts.count
      artifacts.append(place.path)
    }
    json.element { $0.write(raw: result) }
    output.take(from: &json)
  }

  private func place(of position: Int) -> Place {
    let path = options.pathPrefix.appending(report.pages[position].path)
    return Place(
      page: position, path: path,
      location: ArtifactLocation(
        uri: URIPath.uri(of: path), isRelative: !path.isAbsolute,
        index: artifactOfPage[position] ?? artifacts.count))
  }

  // MARK: results

  private func write(
    _ placed: PlacedFinding, at place: Place, suppression: Suppression? = nil, to json: inout JSONWriter
  ) {
    let finding = placed.finding
    json.object { json in
      json.member("ruleId", finding.code)
      json.member("ruleIndex", rules.position(of: finding.code))
      json.member("level", SARIFText.level(finding.severity))
      let text = finding.help.isEmpty ? finding.message : "\(finding.message); \(finding.help)"
      json.member("message") { json in json.object { $0.member("text", SARIFText.plain(text)) } }
      writeLocation(place.location, to: &json) { SARIFRegion.write(placed, to: &$0) }
      writeFingerprints(placed.fingerprint, to: &json)
      if let new {
        let identity = SARIFResults.identity(of: placed, report.pages[place.page].path)
        json.member("baselineState", new.contains(identity) ? "new" : "unchanged")
      }
      if let suppression { write(suppression, to: &json) }
      if let fix = finding.fix { write(fix, of: placed, at: place, to: &json) }
      json.member("properties") { json in
        json.object { $0.member("priority", finding.priority.rawValue) }
      }
    }
  }

  private func write(_ suppression: Suppression, to json: inout JSONWriter) {
    json.member("suppressions") { json in
      json.array { json in
        json.element { json in
          json.object { json in
            switch suppression {
            case .waiver(let reason):
              json.member("kind", "inSource")
              json.member("justification", reason)
            case .baseline:
              json.member("kind", "external")
              json.member("justification", "it was there when the baseline was written")
            }
          }
        }
      }
    }
  }

  /// A gate has no fingerprint of its own: it is known by the page and the number of its diagram.
  private func write(
    _ gate: GateResult, of diagram: DiagramReport, at place: Place, to json: inout JSONWriter
  ) {
    let rule = SARIFRules.id(ofGate: gate.id)
    json.object { json in
      json.member("ruleId", rule)
      json.member("ruleIndex", rules.position(of: rule))
      json.member("level", SARIFText.level(report.severity(of: gate)))
      json.member("message") { json in
        json.object { $0.member("text", SARIFText.plain(SARIFResults.message(of: gate))) }
      }
      writeLocation(place.location, to: &json) { json in
        json.object { $0.member("startLine", diagram.line) }
      }
      let path = report.pages[place.page].path
      writeFingerprints(
        Digest(of: path.bytes + [0] + Array("\(rule)#\(diagram.index)".utf8)), to: &json)
      // What the report holds of change is about findings alone.
      if new != nil { json.member("baselineState", "unchanged") }
    }
  }

  private static func message(of gate: GateResult) -> String {
    let missing = gate.criteria.filter { !$0.missing.isEmpty }.map { "\($0.id): \($0.missing)" }
    let head = "gate \(gate.id) \(gate.verdict)"
    return missing.isEmpty ? head : head + "; " + missing.joined(separator: "; ")
  }

  private func writeLocation(
    _ artifact: ArtifactLocation, to json: inout JSONWriter, _ writeRegion: (inout JSONWriter) -> Void
  ) {
    json.member("locations") { json in
      json.array { json in
        json.element { json in
          json.object { json in
            json.member("physicalLocation") { json in
              json.object { json in
                json.member("artifactLocation") { write(artifact, withIndex: true, to: &$0) }
                json.member("region", writeRegion)
              }
            }
          }
        }
      }
    }
  }

  /// GitHub reads the first name only, and takes what stands there for what it would compute of the line itself.
  private func writeFingerprints(_ fingerprint: Digest, to json: inout JSONWriter) {
    json.member("partialFingerprints") { json in
      json.object { json in
        json.member("primaryLocationLineHash", fingerprint)
        json.member("atlasFinding/v1", fingerprint)
      }
    }
  }

  private func write(_ fix: Fix, of placed: PlacedFinding, at place: Place, to json: inout JSONWriter) {
    let regions = placed.edits.indices.map { SARIFRegion.Edit(position: $0, of: placed) }
    json.member("fixes") { json in
      json.array { json in
        json.element { json in
          json.object { json in
            json.member("description") { json in
              let text = placed.finding.help.isEmpty ? placed.finding.message : placed.finding.help
              json.object { $0.member("text", SARIFText.plain(text)) }
            }
            json.member("artifactChanges") { json in
              json.array { json in
                json.element { json in
                  json.object { json in
                    json.member("artifactLocation") { write(place.location, withIndex: true, to: &$0) }
                    json.member("replacements") { json in
                      json.array(regions) { $0.write(to: &$1) }
                    }
                  }
                }
              }
            }
            json.member("properties") { json in json.object { $0.member("safe", fix.safe) } }
          }
        }
      }
    }
  }

  // MARK: artifacts

  func writeArtifacts(to json: inout JSONWriter) {
    for path in artifacts {
      let location = ArtifactLocation(uri: URIPath.uri(of: path), isRelative: !path.isAbsolute, index: 0)
      json.element { json in
        json.line { json in
          json.object { json in
            json.member("location") { write(location, withIndex: false, to: &$0) }
          }
        }
      }
    }
  }

  private func write(_ location: ArtifactLocation, withIndex: Bool, to json: inout JSONWriter) {
    json.object { json in
      json.member("uri", location.uri)
      if location.isRelative { json.member("uriBaseId", SARIFResults.baseID) }
      if withIndex { json.member("index", location.index) }
    }
  }
}
