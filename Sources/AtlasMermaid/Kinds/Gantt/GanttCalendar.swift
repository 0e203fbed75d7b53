import AtlasCore

/// Which days `excludes` and `includes` leave, and where a task ends that must not count the others.
struct GanttCalendar {
  enum Answer {
    case moved(CivilDate)
    case failure(String)
  }

  private var excluded: Set<String> = []
  private var included: Set<String> = []
  private var excludedWeekdays = [Bool](repeating: false, count: 7)
  private let format: [UInt16]
  /// Days that may still be looked at, so that a task of ten thousand years does not stop the program.
  private var patience = 2_000_000

  init(_ scanner: Scanner, _ diagram: GanttDiagram, format: String) {
    self.format = Array(format.utf16)
    excluded = GanttCalendar.words(diagram.excludes, scanner)
    guard !excluded.isEmpty else { return }
    included = GanttCalendar.words(diagram.includes, scanner)
    for (day, name) in DateWriter.weekdays.enumerated() where excluded.remove(name.lowercased()) != nil {
      excludedWeekdays[day] = true
    }
    if excluded.remove("weekends") != nil {
      // ISO counts Sunday as 7; a weekend that begins on Friday is Friday and Saturday.
      let begin = diagram.weekend.map { scanner.source.string($0).lowercased() == "friday" } == true ? 5 : 6
      excludedWeekdays[begin % 7] = true
      excludedWeekdays[(begin + 1) % 7] = true
    }
  }

  var excludesAnything: Bool { !excluded.isEmpty || excludedWeekdays.contains(true) }

  private static func words(_ texts: [TextRange], _ scanner: Scanner) -> Set<String> {
    var words: Set<String> = []
    for text in texts {
      let lower = scanner.source.string(text).lowercased()
      for word in lower.utf16.split(whereSeparator: { DatePattern.isSpace($0) || $0 == 0x2C }) {
        words.insert(String(decoding: Array(word), as: UTF16.self))
      }
    }
    return words
  }

  /// The end after every excluded day of the span has pushed it one day further.
  mutating func end(from start: CivilDate, to end: CivilDate) -> Answer {
    guard var day = start.adding(days: 1) else { return .moved(end) }
    var end = end
    var count = 0
    while day.milliseconds <= end.milliseconds, patience > 0 {
      patience -= 1
      guard let excludes = excludes(day) else {
        return .failure("mermaid.js fails at a letter of the `dateFormat`")
      }
      if excludes {
        count += 1
        if count > 10_000 {
          return .failure("`excludes` leaves no day on which the task could end within 10,000 days")
        }
        guard let next = end.adding(days: 1) else { break }
        end = next
      }
      guard let next = day.adding(days: 1) else { break }
      day = next
    }
    return .moved(end)
  }

  /// Nil where dayjs throws.
  private func excludes(_ day: CivilDate) -> Bool? {
    if excluded.isEmpty, included.isEmpty { return excludedWeekdays[day.parts.weekday] }
    let writer = DateWriter(day)
    guard let own = writer.write(format).map({ String(decoding: $0, as: UTF16.self) }),
      let plain = writer.write(Array("YYYY-MM-DD".utf16)).map({ String(decoding: $0, as: UTF16.self) })
    else { return nil }
    if included.contains(own) || included.contains(plain) { return false }
    return excludedWeekdays[day.parts.weekday] || excluded.contains(own) || excluded.contains(plain)
  }
}
