import AtlasCore

/// A plan for the summary of a workflow or a comment on a change of the specification.
struct PlanMarkdown {
  private let report: PlanReport
  private let layout: PlanLayout

  init(_ report: PlanReport, _ layout: PlanLayout) {
    self.report = report
    self.layout = layout
  }

  var text: String {
    var text = "## atlas-build plan\n\n"
    if let change = report.change { text += "Under \(MarkdownText.escaped(change.headline)):\n\n" }
    text += "\(MarkdownText.escaped(report.headline))\n\n"
    text += actions
    if let change = report.change { text += self.text(of: change) }
    return text
  }

  private var actions: String {
    let groups = PlannedReasons(report.actions).groups
    return table(
      ["stage", "reason", "actions"], textColumns: 2,
      groups.map { [MarkdownText.escaped($0.stage), $0.reason, Words.grouped($0.count)] })
  }

  private func text(of change: SpecificationChange) -> String {
    var text = change.notes.map { "Note: \(MarkdownText.escaped($0)).\n\n" }.joined()
    guard !change.verdicts.isEmpty else { return text + "No verdict changes.\n" }
    for table in change.tables(pages: layout.listedPages) {
      let hours = table.rework == nil ? [] : ["hours"]
      text += self.table(
        [table.title, "newly fails", "newly passes", "changed", "findings more", "findings fewer"] + hours,
        textColumns: 1,
        table.rows.map { name, tally in
          let counts = [tally.newlyFails, tally.newlyPasses, tally.changed, tally.appeared, tally.gone]
          return [MarkdownText.escaped(name)] + counts.map(Words.grouped)
            + (table.rework.map { [Words.hours($0.hours(in: name))] } ?? [])
        })
    }
    text += "Findings: \(change.differences).\n\n"
    if let rework = change.rework { text += "Rework: about \(Words.hours(rework.total)) hours.\n\n" }
    return text
      + "\(Words.counted(change.verdicts.count, "changed verdict")): \(code("\(layout.command) --format jsonl"))\n"
  }

  private func table(_ header: [String], textColumns: Int, _ rows: [[String]]) -> String {
    guard !rows.isEmpty else { return "" }
    var text = "| \(header.joined(separator: " | ")) |\n|"
    for column in header.indices { text += column < textColumns ? " --- |" : " ---: |" }
    text += "\n"
    for row in rows { text += "| \(row.joined(separator: " | ")) |\n" }
    return text + "\n"
  }

  /// Code in the line, whatever ticks it holds.
  private func code(_ text: String) -> String {
    var longest = 0
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    let ticks = String(repeating: "`", count: longest + 1)
    return longest == 0 ? ticks + text + ticks : "\(ticks) \(text) \(ticks)"
  }
}
