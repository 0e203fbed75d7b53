import AtlasCore
import AtlasMermaid
import AtlasPipeline
import AtlasRules

/// What became of all pages that `fix` looked at, as text and as JSON.
struct RepairOutcome {
  struct Failure {
    var path: BytePath
    var message: String
    var sentence: String { "\(path): \(message)" }
  }

  /// The pages that have something to tell.
  private(set) var repairs: [PageRepair] = []
  private(set) var failures: [Failure] = []
  var written: Set<BytePath> = []
  private let options: FixOptions
  private var pageCount = 0
  private var diagramCount = 0

  init(_ options: FixOptions) { self.options = options }

  mutating func add(_ repair: PageRepair) {
    pageCount += 1
    diagramCount += repair.diagramCount
    let isSilent = repair.diagrams.isEmpty && repair.steps.isEmpty && repair.refusals.isEmpty
    if !isSilent { repairs.append(repair) }
  }

  mutating func fail(_ path: BytePath, _ message: String) {
    failures.append(Failure(path: path, message: message))
  }

  var status: ExitStatus {
    let wasMissed = options.failsOnRepairs && repairCount > 0
    return wasMissed || invalidCount > 0 || !failures.isEmpty ? .findings : .success
  }

  private var diagrams: [PageRepair.Diagram] { repairs.flatMap(\.diagrams) }
  private var repairCount: Int { diagrams.reduce(0) { $0 + $1.steps.count } + pageRepairCount }
  /// Outside of diagrams.
  private var pageRepairCount: Int { repairs.reduce(0) { $0 + $1.steps.count } }
  private var repairedDiagramCount: Int { diagrams.count { !$0.steps.isEmpty } }
  /// Diagrams that mermaid.js rejects, whatever was repaired.
  private var invalidCount: Int { diagrams.count { $0.after == .invalid } }

  // MARK: Text

  func text(isQuiet: Bool, again: String) -> String {
    var lines: [String] = []
    for repair in repairs {
      lines += text(repair.path, repair.steps, repair.refusals, isQuiet)
      for diagram in repair.diagrams {
        lines += text(repair.path, diagram.steps, diagram.refusals, isQuiet)
        if diagram.after == .invalid, diagram.refusals.isEmpty {
          lines.append("\(repair.path):\(diagram.line): stays invalid: \(diagram.remaining ?? "")")
        }
      }
    }
    lines += failures.map(\.sentence)
    if !isQuiet { lines += summary(again) }
    return lines.map { "\($0)\n" }.joined()
  }

  private func text(
    _ path: BytePath, _ steps: [(step: DiagramRepair.Step, place: LineColumn)],
    _ refusals: [(refusal: DiagramRepair.Refusal, place: LineColumn)], _ isQuiet: Bool
  ) -> [String] {
    let told = steps.map { step, place in
      "\(path):\(place.line):\(place.column): \(verb) \(step.code)\(step.isSafe ? "" : " (a guess)"): \(step.message)"
    }
    return (isQuiet ? [] : told)
      + refusals.map { refusal, place in
        "\(path):\(place.line):\(place.column): not repaired \(refusal.code): \(refusal.reason)"
      }
  }

  private var verb: String { options.outcome == .write ? "repaired" : "can repair" }

  private func summary(_ again: String) -> [String] {
    var lines = [
      "\(count(diagramCount, "diagram")) on \(count(pageCount, "page")): "
        + "\(count(repairCount, "repair")) in \(count(repairedDiagramCount, "diagram"))\(pageRepairCount > 0 ? " and \(pageRepairCount) beside them" : ""), "
        + "\(count(invalidCount, "diagram")) \(invalidCount == 1 ? "stays" : "stay") invalid"
    ]
    if options.outcome == .write {
      lines.append("\(count(written.count, "page")) written")
    } else if repairCount > 0 {
      lines.append("nothing was written; \(again) does it")
    }
    return lines
  }

  private func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

  // MARK: JSON

  var json: [UInt8] {
    var writer = JSONWriter(.pretty)
    writer.object { writer in
      writer.member("schema", 1)
      writer.member("pages") { writer in
        writer.array(repairs) { repair, writer in
          writer.object { writer in
            writer.member("path", repair.path.description)
            writer.member("written", written.contains(repair.path))
            if !repair.steps.isEmpty { writer.member("repairs") { Self.write(repair.steps, to: &$0) } }
            if !repair.refusals.isEmpty { writer.member("refused") { Self.write(repair.refusals, to: &$0) } }
            writer.member("diagrams") { writer in
              writer.array(repair.diagrams) { diagram, writer in
                writer.line { Self.write(diagram, to: &$0) }
              }
            }
          }
        }
      }
      writer.member("failures") { writer in
        writer.array(failures) { failure, writer in
          writer.object { writer in
            writer.member("path", failure.path.description)
            writer.member("message", failure.message)
          }
        }
      }
      writer.member("summary") { writer in
        writer.object { writer in
          writer.member("pages", pageCount)
          writer.member("diagrams", diagramCount)
          writer.member("repairs", repairCount)
          writer.member("repairedDiagrams", repairedDiagramCount)
          writer.member("invalid", invalidCount)
          writer.member("written", written.count)
        }
      }
    }
    return writer.bytes + [UInt8(ascii: "\n")]
  }

  private static func write(_ diagram: PageRepair.Diagram, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("index", diagram.index)
      writer.member("line", diagram.line)
      writer.member("kind", diagram.kind?.rawValue)
      writer.member("before", diagram.before.rawValue)
      writer.member("after", diagram.after.rawValue)
      writer.member("repairs") { write(diagram.steps, to: &$0) }
      writer.member("refused") { write(diagram.refusals, to: &$0) }
    }
  }

  private static func write(
    _ steps: [(step: DiagramRepair.Step, place: LineColumn)], to writer: inout JSONWriter
  ) {
    writer.array(steps) { entry, writer in
      writer.object { writer in
        writer.member("code", entry.step.code)
        writer.member("safe", entry.step.isSafe)
        writer.member("line", entry.place.line)
        writer.member("column", entry.place.column)
        writer.member("message", entry.step.message)
      }
    }
  }

  private static func write(
    _ refusals: [(refusal: DiagramRepair.Refusal, place: LineColumn)], to writer: inout JSONWriter
  ) {
    writer.array(refusals) { entry, writer in
      writer.object { writer in
        writer.member("code", entry.refusal.code)
        writer.member("line", entry.place.line)
        writer.member("column", entry.place.column)
        writer.member("reason", entry.refusal.reason)
      }
    }
  }
}
