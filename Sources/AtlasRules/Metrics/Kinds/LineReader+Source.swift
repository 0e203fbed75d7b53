import AtlasCore

/// Where a statement comes from: `Source: Netflix Tech Blog 2024`, `[title](https://…)`, `(Netflix Q2 2024)`.
extension LineReader {
  /// "Source: …", "Sources: …", "Data Sources: …", "References: …", to the end of the line or of the bracket.
  mutating func readSourceStatement(at index: Int) -> Int? {
    guard isSign(index + 1, .colon), !isGlued(index) || !isSign(index - 1, .hyphen), isStartOfStatement(index)
    else {
      return nil
    }
    let first = has(index - 1, .data) && index > 0 ? index - 1 : index
    let start = index + 2
    let end = endOfStatement(start)
    guard end > start else { return nil }
    if hasLink(start, end) {
      // Each link is a source of its own.
      claim(first, start)
      return start
    }
    guard hasEvidence(start, end) || isStated(index, first, start, end) else { return nil }
    emitSource(from: first, nameAt: start, to: end)
    return end
  }

  /// Whether nothing before it makes it "the source of truth" or a key of a configuration.
  private func isStartOfStatement(_ index: Int) -> Bool {
    var before = index - 1
    while before >= 0, isWord(before), index - before < 4 {
      guard
        ["data", "timeline", "primary", "main", "additional", "key", "information"].contains(
          lowercased(before))
      else {
        return false
      }
      before -= 1
    }
    return before < 0 || tokens[before].kind == .sign
  }

  /// "**Source**: Acme annual figures", "Data Sources: …", "References: Some Title": set off as pages do, or several.
  /// What only says "Source:" can be a database, and what begins with a number states that.
  private func isStated(_ word: Int, _ first: Int, _ start: Int, _ end: Int) -> Bool {
    guard isWord(start), !isKey(start), !isIdentifier(start, end) else { return false }
    if isEmphasised(first) { return true }
    let isTitle = end - start > 2 && isCapital(start)
    if isTitle, isText(word, "references") || (isText(start, "based") && isText(start + 1, "on")) {
      return true
    }
    // Products and numbers are what a system reads, not where its figures come from.
    return isCapital(first) && isPlural(word)
      && (start..<end).allSatisfy { !has($0, .product) && tokens[$0].kind != .number }
  }

  /// The `limits:` of `source: limits:`.
  private func isKey(_ index: Int) -> Bool { isSign(index + 1, .colon) && !isCapital(index) }

  private func isEmphasised(_ index: Int) -> Bool {
    let offset = Int(tokens[index].start)
    return (offset > 0 && bytes[offset - 1] == UInt8(ascii: "*")) || emphasis.contains(offset)
  }

  /// `wire_20394`
  private func isIdentifier(_ start: Int, _ end: Int) -> Bool {
    let range = Int(tokens[start].start)..<Int(tokens[end - 1].end)
    return !bytes[range].contains(0x20) && bytes[range].contains(UInt8(ascii: "_"))
  }

  private func endOfStatement(_ start: Int) -> Int {
    var depth = 0
    for index in start..<max(start, tokens.count) {
      if isSign(index, .open) { depth += 1 }
      if isSign(index, .close) {
        depth -= 1
        if depth < 0 { return index }
      }
      if isSign(index, .bar) { return index }
    }
    var end = tokens.count
    while end > start, tokens[end - 1].sign == .stop { end -= 1 }
    return end
  }

  /// A publication, a year or an address: what tells a citation from the name of a database.
  private func hasEvidence(_ start: Int, _ end: Int) -> Bool {
    for index in start..<end {
      if isPublication(index) || isAddress(index) { return true }
      if let year = plainNumber(index, digits: 4...4), isYear(year) { return true }
    }
    return false
  }

  private func isPublication(_ index: Int) -> Bool {
    if has(index, .publication) { return true }
    // "10-K", "re:Invent"
    if isNumber(index), tokens[index].digits == 10 || tokens[index].digits == 8, isSign(index + 1, .hyphen),
      isGlued(index + 1)
    {
      return isText(index + 2, "k") || isText(index + 2, "q")
    }
    return isText(index, "re") && isSign(index + 1, .colon) && isText(index + 2, "invent")
  }

  func isAddress(_ index: Int) -> Bool {
    tokens.indices.contains(index) && tokens[index].kind == .code
      && firstByte(index) | 0x20 == UInt8(ascii: "h")
  }

  private func hasLink(_ start: Int, _ end: Int) -> Bool {
    (start..<end).contains { link(at: $0) != nil }
  }

  private mutating func emitSource(from first: Int, nameAt start: Int, to end: Int) {
    let address = (start..<end).first(where: isAddress)
    var nameEnd = address.map { $0 > start ? $0 : end } ?? end
    while nameEnd > start + 1, tokens[nameEnd - 1].kind == .sign, !isSign(nameEnd - 1, .close) {
      nameEnd -= 1
    }
    emit(
      Quantity(
        .source, name: text(from: start, to: nameEnd), url: address.map { text($0) } ?? "",
        date: period(start, end)),
      from: first, to: end)
  }

  /// The quarter, or the last year, that a source names.
  private func period(_ start: Int, _ end: Int) -> String {
    var found = ""
    for index in start..<end {
      guard let year = plainNumber(index, digits: 4...4), isYear(year) else { continue }
      if let quarter = quarter(index - 1) { return "\(year)-\(quarter)" }
      if let quarter = quarter(index + 1) { return "\(year)-\(quarter)" }
      found = "\(year)"
    }
    return found
  }

  // MARK: Links and brackets

  mutating func readBracket(at index: Int) -> Int {
    if bytes[Int(tokens[index].start)] == UInt8(ascii: "["), let link = link(at: index) {
      emit(
        Quantity(
          .source, name: text(from: index + 1, to: link.close), url: text(link.address),
          date: period(index + 1, link.close)), from: index, to: link.end)
      return link.end
    }
    return readCitation(at: index) ?? (index + 1)
  }

  /// `[title](https://…)`, not an image and not a placeholder.
  private func link(at index: Int) -> (close: Int, address: Int, end: Int)? {
    guard isSign(index, .open), bytes[Int(tokens[index].start)] == UInt8(ascii: "[") else { return nil }
    if index > 0, isGlued(index), bytes[Int(tokens[index].start) - 1] == UInt8(ascii: "!") { return nil }
    var close = index + 1
    var depth = 1
    while close < tokens.count {
      if isSign(close, .open) { depth += 1 }
      if isSign(close, .close) { depth -= 1 }
      if depth == 0 { break }
      close += 1
    }
    guard close > index + 1, isSign(close, .close), isSign(close + 1, .open), isGlued(close + 1),
      isAddress(close + 2),
      !isPlaceholder(close + 2)
    else { return nil }
    var end = close + 3
    if isSign(end, .close) { end += 1 }
    return (close, close + 2, end)
  }

  private func isPlaceholder(_ index: Int) -> Bool {
    let address = lowercased(index)
    return address.contains("localhost") || address.contains("127.0.0.1")
  }

  /// `(Netflix Q2 2024)`, `(Meta Engineering Blog 2023)`
  private mutating func readCitation(at index: Int) -> Int? {
    guard bytes[Int(tokens[index].start)] == UInt8(ascii: "("), isCapital(index + 1), isWord(index + 1),
      !has(index + 1, [.month, .sourceWord, .partOfYear]), quarter(index + 1) == nil, !isParticiple(index + 1)
    else { return nil }
    var end = index + 1
    var year = false
    var evidence = false
    while end < tokens.count, !isSign(end, .close) {
      guard end - index < 9 else { return nil }
      if quarter(end) != nil { evidence = true }
      if isPublication(end) { evidence = true }
      if let number = plainNumber(end, digits: 4...4), isYear(number) {
        year = true
      } else if isWord(end) {
        guard isCapital(end) || isText(end, "and") || isText(end, "of") || isPublication(end) else {
          return nil
        }
      } else if !isSign(end, .comma), !(isSign(end, .colon) && isText(end - 1, "re")), !isPublication(end),
        !(isSign(end, .hyphen) && isPublication(end - 1))
      {
        return nil
      }
      end += 1
    }
    guard year, evidence, isSign(end, .close) else { return nil }
    emit(
      Quantity(.source, name: text(from: index + 1, to: end), date: period(index + 1, end)), from: index + 1,
      to: end)
    return end + 1
  }

  // MARK: Lines

  /// A line that cites and does nothing else: `Netflix Q3 2024 Earnings Report`, `- "Title" - AWS Architecture Blog (2020)`.
  /// Outside quotes it has words in capitals, a publication, and a year, a title or the number of a filing.
  mutating func readCitingLine() -> Bool {
    guard tokens.contains(where: { $0.roles.contains(.publication) || $0.digits == 10 }) else { return false }
    var start = 0
    while isSign(start, .hyphen) || isSign(start, .stop) { start += 1 }
    guard isWord(start), isCapital(start), !has(start, [.month, .sourceWord]), quarter(start) == nil,
      tokens.count - start < 24
    else { return false }
    var hasPublication = false
    var hasEvidence = false
    for index in start..<tokens.count {
      if isQuoted(index) {
        hasEvidence = true
        continue
      }
      guard isCiting(index) else { return false }
      if isStrongPublication(index) { hasPublication = true }
      if isNumber(index) { hasEvidence = true }
    }
    guard hasPublication, hasEvidence, !isSign(tokens.count - 1, .colon) else { return false }
    emitSource(from: start, nameAt: start, to: endOfStatement(start))
    return true
  }

  /// Whether a token may stand in a citation, outside the quoted title.
  private func isCiting(_ index: Int) -> Bool {
    switch tokens[index].kind {
    case .code: return false
    case .number:
      if isSign(index - 1, .hyphen), isGlued(index) { return true }
      return isPublication(index) || plainNumber(index, digits: 4...4).map(isYear) == true
    case .word:
      return isCapital(index) || isPublication(index) || (has(index, .stop) && !has(index, .change))
        || has(index, .filler)
    case .sign: return [.hyphen, .comma, .open, .close, .colon, .stop].contains(tokens[index].sign)
    }
  }

  private func isStrongPublication(_ index: Int) -> Bool {
    isPublication(index) && !LineReader.weakPublications.contains(where: { isText(index, $0) })
  }

  /// Words that cite nothing by themselves.
  private static let weakPublications: [StaticString] = [
    "status", "updates", "news", "dashboard", "engineering", "experience", "series", "guide", "research",
    "analysis",
    "press", "medium", "statistics", "archive", "archives", "letter", "statement", "announcement", "github",
    "benchmark", "benchmarks", "study", "studies", "disclosure", "disclosures", "book", "conference",
    "survey",
    "surveys", "youtube",
  ]

  /// Whether the token stands in double quotes.
  private func isQuoted(_ index: Int) -> Bool {
    let line = Int(tokens[0].start)..<Int(tokens[index].start)
    var quotes = line.lowerBound > 0 && bytes[line.lowerBound - 1] == UInt8(ascii: "\"") ? 1 : 0
    for offset in line where bytes[offset] == UInt8(ascii: "\"") { quotes += 1 }
    return quotes % 2 == 1
  }

  /// An item of a list of sources names one without saying so.
  mutating func readListedSource() -> Bool {
    var start = 0
    while start < tokens.count, tokens[start].kind == .sign, !isSign(start, .open) { start += 1 }
    guard start < tokens.count else { return true }
    if hasLink(start, tokens.count) { return false }
    if has(start, .sourceWord) || has(start + 1, .sourceWord) { return false }
    let end = endOfStatement(start)
    guard end > start, hasEvidence(start, end) else { return false }
    emitSource(from: start, nameAt: start, to: end)
    return true
  }
}
