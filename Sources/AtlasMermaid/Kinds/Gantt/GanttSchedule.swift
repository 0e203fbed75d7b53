import AtlasCore

/// Places the tasks of a Gantt chart in time as mermaid.js does when it draws, which is where it fails over a date it
/// cannot read, a first task that begins where no other ended, or `excludes` that leave no day.
///
/// Mermaid.js goes over all tasks up to eleven times, until each has a start and an end. The clock has no part in it
/// here: what mermaid.js places today is placed on a fixed day.
struct GanttSchedule {
  struct Note {
    var rule = SyntaxRule.ignoredText
    var range: TextRange
    var message: String
    var help: String
  }

  private(set) var failures: [Note] = []
  private(set) var losses: [Note] = []

  private let scanner: Scanner
  private let pattern: DatePattern
  private let isTimestamp: Bool
  private let endsAreInclusive: Bool
  private var calendar: GanttCalendar
  private var places: [ArraySlice<UInt8>: Int] = [:]
  private var spans: [Span] = []
  /// Ends that mermaid.js does not understand and passes over.
  private var unreadEnds: Set<Int> = []
  private let today = CivilDate.fixedToday

  /// Where a task stands in time. A moment may be invalid, in which case mermaid.js draws nonsense without complaint.
  private struct Span {
    var start: Moment?
    var end: Moment?
  }

  private enum Moment: Equatable {
    case at(CivilDate)
    case invalid

    /// JavaScript's `<` between dates, which is never true of an invalid one.
    static func < (left: Moment, right: Moment) -> Bool {
      guard case .at(let left) = left, case .at(let right) = right else { return false }
      return left.milliseconds < right.milliseconds
    }
  }

  init(_ scanner: Scanner, _ diagram: GanttDiagram) {
    self.scanner = scanner
    let format = diagram.dateFormat.map(scanner.source.string) ?? ""
    pattern = DatePattern(format, today: today)
    isTimestamp = format == "x" || format == "X"
    endsAreInclusive = diagram.endsAreInclusive
    calendar = GanttCalendar(scanner, diagram, format: format)
  }

  mutating func run(_ plans: [GanttPlan]) {
    for (index, plan) in plans.enumerated() { register(plan, index) }
    spans = Array(repeating: Span(), count: plans.count)
    for _ in 0..<11 {
      for index in plans.indices {
        guard place(index, plans) else { return }
      }
      if spans.allSatisfy({ $0.end != nil }) { break }
    }
    for index in plans.indices { reportLosses(plans[index], index) }
  }

  // MARK: Ids

  /// Tasks without an id are called `task` and a count: which task has which, and for each task its count, or 0.
  private var automatic: [Int] = []
  private var counts: [Int] = []

  /// Of several tasks with one id it means the last.
  private mutating func register(_ plan: GanttPlan, _ index: Int) {
    guard let id = plan.id else {
      automatic.append(index)
      return counts.append(automatic.count)
    }
    counts.append(0)
    let name = scanner.bytes[id]
    // An object of JavaScript does not take this name for an ordinary one.
    guard !name.elementsEqual("__proto__".utf8) else { return }
    if places.updateValue(index, forKey: name) != nil {
      losses.append(
        Note(
          rule: .duplicateEntry, range: range(id),
          message: "two tasks have the id \"\(scanner.excerpt(id.lowerBound, id.upperBound))\"",
          help: "give each task an id of its own; what refers to it means the last"))
    }
  }

  private func place(of name: ArraySlice<UInt8>) -> Int? {
    let own = places[name]
    guard name.starts(with: "task".utf8),
      let number = Int(String(decoding: name.dropFirst(4), as: UTF8.self)),
      automatic.indices.contains(number - 1), name.count == 4 + String(number).utf8.count
    else { return own }
    return max(own ?? -1, automatic[number - 1])
  }

  /// The task that ends where this one begins: the one before, or a later one that took its id.
  private func predecessor(of index: Int, _ plans: [GanttPlan]) -> Int? {
    guard index > 0 else { return places[Array("undefined".utf8)[...]] }
    if let id = plans[index - 1].id { return place(of: scanner.bytes[id]) }
    if places.isEmpty { return index - 1 }
    return place(of: Array("task\(counts[index - 1])".utf8)[...])
  }

  // MARK: Placing

  /// Gives a task its start and end; false where mermaid.js fails.
  private mutating func place(_ index: Int, _ plans: [GanttPlan]) -> Bool {
    let plan = plans[index]
    guard let end = plan.end else {
      return fail(
        plan.parts[plan.parts.count - 1], "a task has more than an id, a start and an end",
        "leave out a comma: `Name :tags, id, start, end`")
    }
    if let start = plan.start {
      switch startMoment(start) {
      case .moment(let moment): spans[index].start = moment
      case .later: break
      case .failure:
        let text = scanner.excerpt(start.lowerBound, start.upperBound)
        return fail(
          start, text.isEmpty ? "the start of a task is empty" : "\"\(text)\" is no date",
          "write the date in the `dateFormat` of the chart, or `after` and an id")
      }
    } else {
      guard let previous = predecessor(of: index, plans) else {
        return fail(
          end, "the first task has no start, and no task stands before it",
          "write its start: `Name :2024-01-01, 3d`")
      }
      spans[index].start = spans[previous].end
    }
    guard let start = spans[index].start else { return true }
    switch endMoment(end, start, of: index) {
    case .moment(let moment): spans[index].end = moment
    case .later: return true
    case .failure:
      return fail(
        end, "mermaid.js fails at a letter of the `dateFormat`", "leave `z`, `w` and `gggg` out of it")
    }
    return excludeDays(index, end)
  }

  private mutating func excludeDays(_ index: Int, _ end: Range<Int>) -> Bool {
    guard calendar.excludesAnything, let start = spans[index].start, let last = spans[index].end else {
      return true
    }
    if DatePattern.plainDate(scanner.bytes[end]) != nil { return true }
    guard case .at(let first) = start, case .at(let last) = last else { return true }
    switch calendar.end(from: first, to: last) {
    case .moved(let date): spans[index].end = .at(date)
    case .failure(let message):
      return fail(end, message, "exclude fewer days, or write the end as a date")
    }
    return true
  }

  private enum Found {
    case moment(Moment)
    /// The task it refers to is not placed yet.
    case later
    case failure
  }

  private func startMoment(_ range: Range<Int>) -> Found {
    if isTimestamp, !range.isEmpty, scanner.bytes[range].allSatisfy(CharacterClass.isDigit) {
      return .moment(GanttSchedule.timestamp(scanner.bytes[range]))
    }
    if let ids = ids(behind: "after", range) {
      var latest: Moment??
      for id in ids {
        guard let place = place(of: id) else { continue }
        let end = spans[place].end
        if latest == nil {
          latest = .some(end)
        } else if let end, let last = latest ?? nil, last < end {
          latest = end
        }
      }
      guard let latest else { return .moment(.at(today)) }
      return latest.map { .moment($0) } ?? .later
    }
    switch pattern.read(scanner.bytes[range]) {
    case .date(let date): return .moment(.at(date))
    case .failure: return .failure
    case .invalid: break
    }
    guard let date = ScriptDate.parse(scanner.bytes[range]), abs(date.parts.year) <= 10_000 else {
      return .failure
    }
    return .moment(.at(date))
  }

  private mutating func endMoment(_ range: Range<Int>, _ start: Moment, of index: Int) -> Found {
    if let ids = ids(behind: "until", range) {
      var earliest: Moment??
      for id in ids {
        guard let place = place(of: id) else { continue }
        let begin = spans[place].start
        if earliest == nil {
          earliest = .some(begin)
        } else if let begin, let first = earliest ?? nil, begin < first {
          earliest = begin
        }
      }
      guard let earliest else { return .moment(.at(today)) }
      return earliest.map { .moment($0) } ?? .later
    }
    switch pattern.read(scanner.bytes[range]) {
    case .date(let date):
      return .moment((endsAreInclusive ? date.adding(days: 1) : date).map(Moment.at) ?? .invalid)
    case .failure: return .failure
    case .invalid: break
    }
    guard let duration = GanttDuration(scanner.bytes[range]) else {
      unreadEnds.insert(index)
      return .moment(start)
    }
    guard case .at(let date) = start else { return .moment(start) }
    return .moment(.at(duration.added(to: date) ?? date))
  }

  private static func timestamp(_ digits: ArraySlice<UInt8>) -> Moment {
    var value = 0
    for digit in digits {
      value = value * 10 + Int(digit - 0x30)
      if value > 10_000_000_000_000_000 { return .invalid }
    }
    return CivilDate(milliseconds: value).map(Moment.at) ?? .invalid
  }

  /// The ids behind a word and white space: letters, digits, `_` and `-`, separated by blanks. Nil where none follow.
  private func ids(behind word: StaticString, _ range: Range<Int>) -> [ArraySlice<UInt8>]? {
    guard scanner.matches(word, at: range.lowerBound) else { return nil }
    let space = range.lowerBound + word.utf8CodeUnitCount
    let start = scanner.endOfWhitespace(space)
    guard start > space else { return nil }
    var end = start
    while end < range.upperBound, GanttSchedule.isIDPart(scanner.bytes[end]) { end += 1 }
    guard end > start else { return nil }
    return scanner.bytes[start..<end].split(separator: 0x20, omittingEmptySubsequences: false)
  }

  private static func isIDPart(_ byte: UInt8) -> Bool {
    CharacterClass.isWord(byte) || byte == 0x2D || byte == 0x20
  }

  // MARK: Notes

  private mutating func fail(_ range: Range<Int>, _ message: String, _ help: String) -> Bool {
    failures.append(Note(range: self.range(range), message: message, help: help))
    return false
  }

  /// What mermaid.js draws as if it were not there.
  private mutating func reportLosses(_ plan: GanttPlan, _ index: Int) {
    for (word, part) in [("after", plan.start), ("until", plan.end)] {
      guard let part, let ids = ids(behind: word == "after" ? "after" : "until", part) else { continue }
      for id in ids where !id.isEmpty && place(of: id) == nil {
        losses.append(
          Note(
            range: scanner.range(id.startIndex, id.endIndex),
            message:
              "no task has the id \"\(scanner.excerpt(id.startIndex, id.endIndex))\", and mermaid.js ignores it",
            help: "write the id of a task of this chart"))
      }
    }
    guard let end = plan.end, !end.isEmpty, unreadEnds.contains(index) else { return }
    losses.append(
      Note(
        range: range(end),
        message:
          "\"\(scanner.excerpt(end.lowerBound, end.upperBound))\" is no end that mermaid.js understands: the task lasts no time",
        help: "write a duration such as `3d`, or a date in the chart's `dateFormat`"))
  }

  private func range(_ range: Range<Int>) -> TextRange { scanner.range(range.lowerBound, range.upperBound) }
}
