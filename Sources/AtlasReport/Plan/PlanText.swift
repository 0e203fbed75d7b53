import AtlasCore

/// A plan for people in a terminal: actions one by one where they are few and counted where they are many, then what a
/// change of the specification does to the verdicts.
struct PlanText {
  private let report: PlanReport
  private let layout: PlanLayout

  init(_ report: PlanReport, _ layout: PlanLayout) {
    self.report = report
    self.layout = layout
  }

  var bytes: [UInt8] {
    let collected = Collected()
    var output = ReportOutput { collected.bytes += $0 }
    if let change = report.change { line("under \(change.headline)", to: &output) }
    writeActions(to: &output)
    if let change = report.change { write(change, to: &output) }
    do { try output.finish() } catch { preconditionFailure("BUG: collecting bytes does not throw") }
    return collected.bytes
  }

  private final class Collected {
    var bytes: [UInt8] = []
  }

  private func line(_ text: String, to output: inout ReportOutput) {
    TerminalText.write(text, to: &output)
    output.endLine()
  }

  // MARK: actions

  private func writeActions(to output: inout ReportOutput) {
    line(report.headline, to: &output)
    guard !report.actions.isEmpty else { return }
    let width = report.actions.map(\.stage.utf8.count).max() ?? 0
    func column(_ stage: String) -> String { stage + String(repeating: " ", count: width - stage.utf8.count) }
    if layout.isVerbose || report.actions.count <= layout.listedActions {
      for action in report.actions {
        line("  \(column(action.stage)) \(action.subject): \(action.explanation)", to: &output)
      }
    } else {
      for group in PlannedReasons(report.actions).groups {
        line("  \(column(group.stage)) \(group.count) × \(group.reason)", to: &output)
      }
      line("every action: \(layout.command) --verbose", to: &output)
    }
  }

  // MARK: verdicts

  private func write(_ change: SpecificationChange, to output: inout ReportOutput) {
    for note in change.notes { line("note: \(note)", to: &output) }
    guard !change.verdicts.isEmpty else {
      line("no verdict changes", to: &output)
      return
    }
    for table in change.tables(pages: layout.listedPages) {
      output.endLine()
      write(table, to: &output)
    }
    output.endLine()
    line("findings: \(change.differences)", to: &output)
    if let rework = change.rework { line("rework: about \(Words.hours(rework.total)) hours", to: &output) }
    let count = change.verdicts.count
    let what = count == 1 ? "the changed verdict" : "all \(Words.grouped(count)) changed verdicts"
    line("\(what): \(layout.command) --format jsonl", to: &output)
  }

  private func write(_ table: PlanTable, to output: inout ReportOutput) {
    var headings = ["newly fails", "newly passes", "changed"]
    if table.countsFindings { headings.append("findings") }
    if table.rework != nil { headings.append("hours") }
    let cells = table.rows.map { name, tally in
      var cells = [tally.newlyFails, tally.newlyPasses, tally.changed].map(Words.grouped)
      if table.countsFindings {
        cells.append("+\(Words.grouped(tally.appeared)) −\(Words.grouped(tally.gone))")
      }
      if let rework = table.rework { cells.append(Words.hours(rework.hours(in: name))) }
      return cells
    }
    let names = [table.title] + table.rows.map(\.name)
    let nameWidth = names.map(Self.width).max() ?? 0
    let widths = headings.indices.map { column in
      ([headings[column]] + cells.map { $0[column] }).map(Self.width).max() ?? 0
    }
    for (name, cells) in zip(names, [headings] + cells) {
      let padded = zip(cells, widths).map { Self.spaces($1 - Self.width($0)) + $0 }
      let text = name + Self.spaces(nameWidth - Self.width(name)) + "  " + padded.joined(separator: "  ")
      line(text, to: &output)
    }
  }

  private static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + DisplayWidth.of($1) }
  }

  private static func spaces(_ count: Int) -> String { String(repeating: " ", count: max(count, 0)) }
}
