import AtlasCore

/// What was wrong with a library at a moment that somebody chose: findings by their fingerprints, failed gates by how many
/// diagrams of a page failed them. A file that is kept in the repository, one entry a line, so that it merges well.
package struct Baseline: Sendable {
  package struct Entry: Hashable, Sendable {
    package var path: String
    package var code: String
    package var fingerprint: Digest
  }

  package struct FailedGate: Hashable, Sendable {
    package var path: String
    package var gate: String
    package var diagrams: Int
  }

  package private(set) var findings: [Entry] = []
  package private(set) var gates: [FailedGate] = []

  /// Where it lies unless somebody says otherwise.
  package static let standardPath: BytePath = "data/baseline.json"

  /// All that a report tells, and all that its own baseline held back.
  ///
  /// - Parameter path: the path in the baseline for one of the report.
  package init(_ report: RunReport, path: (BytePath) -> BytePath = { $0 }) {
    for page in report.pages {
      let name = path(page.path).description
      let kept = page.suppressed + page.diagrams.flatMap(\.suppressed)
      let all =
        page.findings + page.diagrams.flatMap(\.findings)
        + kept.filter { $0.suppression == .baseline }.map(\.placed)
      findings += all.map { Entry(path: name, code: $0.finding.code, fingerprint: $0.fingerprint) }
      var failed: [String: Int] = [:]
      for gate in page.diagrams.flatMap(\.gates) where gate.fails || gate.isInBaseline {
        failed[gate.id, default: 0] += 1
      }
      gates += failed.map { FailedGate(path: name, gate: $0.key, diagrams: $0.value) }
    }
    findings.sort { ($0.path, $0.code, $0.fingerprint) < ($1.path, $1.code, $1.fingerprint) }
    gates.sort { ($0.path, $0.gate) < ($1.path, $1.gate) }
  }

  /// Everything that decides what it holds back.
  package var digest: Digest { Digest(of: encoded) }
}

// MARK: the file

extension Baseline {
  private static let shape: JSONShape = .object(
    .init(
      "A baseline.",
      fields: [
        .init("schema", .integer(1...1), required: true, "the version of this file's form: 1"),
        .init(
          "findings",
          .array(
            of: .object(
              .init(
                "A finding.",
                fields: [
                  .init("path", .string(.nonEmpty), required: true, "the page"),
                  .init("code", .string(.nonEmpty), required: true, "the rule"),
                  .init("fingerprint", .string(.nonEmpty), required: true, "what tells it from others"),
                ])), minimum: 0), required: true, "findings that are not told"),
        .init(
          "gates",
          .array(
            of: .object(
              .init(
                "A failed gate.",
                fields: [
                  .init("path", .string(.nonEmpty), required: true, "the page"),
                  .init("gate", .string(.nonEmpty), required: true, "the gate"),
                  .init(
                    "diagrams", .integer(1...1_000_000), required: true, "how many of its diagrams failed it"),
                ])), minimum: 0), required: true, "failed gates that are not told"),
      ]))

  /// Reads the file strictly: one that was cut short or merged wrongly must not pass for one that holds nothing back.
  package init(reading bytes: [UInt8], path: BytePath) throws(ConfigurationError) {
    var file = ConfigurationFile(path: path, bytes: bytes)
    do throws(JSONError) {
      let root = try JSONReader.read(bytes)
      file.problems = Self.shape.problems(of: root)
      if file.problems.isEmpty { read(root, &file) }
    } catch {
      file.problems = [ConfigurationProblem(range: error.range, message: error.message, help: error.help)]
    }
    guard file.errors.isEmpty else { throw ConfigurationError([file]) }
  }

  private mutating func read(_ root: JSONNode, _ file: inout ConfigurationFile) {
    for node in root["findings"]?.array ?? [] {
      guard let fingerprint = Digest(node["fingerprint"]?.string ?? "") else {
        file.problems.append(
          ConfigurationProblem(
            range: node["fingerprint"]?.range ?? node.range, message: "this is no fingerprint",
            help: "write the file anew with atlas-build baseline update"))
        continue
      }
      findings.append(
        Entry(
          path: node["path"]?.string ?? "", code: node["code"]?.string ?? "", fingerprint: fingerprint))
    }
    gates = (root["gates"]?.array ?? []).map { node in
      FailedGate(
        path: node["path"]?.string ?? "", gate: node["gate"]?.string ?? "",
        diagrams: node["diagrams"]?.integer ?? 0)
    }
  }

  package var encoded: [UInt8] {
    var writer = JSONWriter(.pretty)
    writer.object { writer in
      writer.member("schema", 1)
      writer.member("findings") { writer in
        writer.array(findings) { entry, writer in
          writer.line { writer in
            writer.object { writer in
              writer.member("path", entry.path)
              writer.member("code", entry.code)
              writer.member("fingerprint", entry.fingerprint)
            }
          }
        }
      }
      writer.member("gates") { writer in
        writer.array(gates) { entry, writer in
          writer.line { writer in
            writer.object { writer in
              writer.member("path", entry.path)
              writer.member("gate", entry.gate)
              writer.member("diagrams", entry.diagrams)
            }
          }
        }
      }
    }
    return writer.bytes + [UInt8(ascii: "\n")]
  }
}

extension Baseline {
  /// How many findings this one holds that the other does not, and the other way round.
  package func difference(from other: Baseline) -> (added: Int, gone: Int) {
    var counts: [Entry: Int] = [:]
    for entry in findings { counts[entry, default: 0] += 1 }
    for entry in other.findings { counts[entry, default: 0] -= 1 }
    return (counts.values.reduce(0) { $0 + max($1, 0) }, counts.values.reduce(0) { $0 + max(-$1, 0) })
  }
}
