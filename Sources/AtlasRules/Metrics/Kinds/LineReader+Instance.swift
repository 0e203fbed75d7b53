import AtlasCore

/// Instance types of the clouds, with how many of them: `db.r6g.2xlarge`, `10 × c5.large`, `n2-standard-8`.
extension LineReader {
  mutating func readInstance(at index: Int) -> Int? {
    guard let end = endOfInstance(index) else { return nil }
    return emitInstance(from: index, instance: index, end: end, count: nil)
  }

  /// `3x c5.2xlarge`, `10 × r6g.large`, `15 c5.2xlarge instances`
  mutating func readCountedInstance(at index: Int) -> Int? {
    if let end = endOfHighMemory(index) {
      return emitInstance(from: index - 2, instance: index - 2, end: end, count: nil)
    }
    var next = index + 1
    guard isNumber(index), next < tokens.count, !tokens[index].isGlued || !isWord(index - 1) else {
      return nil
    }
    var scale = 1.0
    if isWord(next), isGlued(next), length(next) == 1, firstByte(next) | 0x20 == UInt8(ascii: "k") {
      scale = 1000
      next += 1
    }
    if isText(next, "x") || isSign(next, .multiply) { next += 1 }
    guard isWord(next), let end = endOfInstance(next), tokens[index].decimals == 0 else { return nil }
    return emitInstance(from: index, instance: next, end: end, count: tokens[index].digits * scale)
  }

  private mutating func emitInstance(from first: Int, instance: Int, end: Int, count: Double?) -> Int? {
    var count = count
    var last = end
    if count == nil, let factor = factor(at: end) { (count, last) = factor }
    if count == nil, isSign(end, .open), let factor = factor(at: end + 1), isSign(factor.1, .close) {
      // "c5.2xlarge (x12)"
      (count, last) = (factor.0, factor.1 + 1)
    }
    let name = text(from: instance, to: end)
    let amount = count.map(ContentMetric.Amount.value) ?? .none
    emit(Quantity(.instance, amount, unit: count == nil ? "" : "1", name: name), from: first, to: last)
    return last
  }

  /// `x3`, `× 15`, `x 1,200`
  private func factor(at index: Int) -> (Double, Int)? {
    if isSign(index, .multiply) || isText(index, "x"), isNumber(index + 1), tokens[index + 1].decimals == 0 {
      var end = index + 2
      var count = tokens[index + 1].digits
      if isWord(end), isGlued(end) {
        guard length(end) == 1, firstByte(end) | 0x20 == UInt8(ascii: "k") else { return nil }
        count *= 1000
        end += 1
      }
      if isSign(end, .plus), isGlued(end) { end += 1 }
      return (count, end)
    }
    guard isWord(index), tokens[index].entry < 0, length(index) > 1,
      firstByte(index) | 0x20 == UInt8(ascii: "x")
    else {
      return nil
    }
    var count = 0.0
    for offset in (Int(tokens[index].start) + 1)..<Int(tokens[index].end) {
      let digit = bytes[offset] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      count = count * 10 + Double(digit)
    }
    return (count, index + 1)
  }

  // MARK: Names

  /// The token behind an instance type that begins here, or nil.
  func endOfInstance(_ index: Int) -> Int? {
    guard isWord(index), !tokens[index].isClaimed else { return nil }
    if isText(index, "standard") { return endOfAzure(index) }
    if isText(index, "tpu") { return endOfTPU(index) }
    if has(index, .accelerator) { return endOfAccelerator(index) }
    guard tokens[index].entry < 0 || has(index, .product) else { return nil }
    guard tokens[index].hasDigits else { return nil }
    return endOfAmazon(index) ?? endOfGoogle(index) ?? endOfAzure(index)
  }

  private static let prefixes: [StaticString] = [
    "db", "cache", "search", "dax", "ml", "kafka", "ecs", "memorydb", "es",
  ]
  private static let families: [StaticString] = [
    "c", "m", "r", "t", "x", "z", "i", "d", "h", "p", "g", "f", "a", "u", "inf", "trn", "im", "is", "hpc",
    "mac", "ra",
    "dc", "ds", "vt", "dl", "hi", "hs", "hf",
  ]

  /// `c5.2xlarge`, `db.r6g.16xlarge`, `r6g.large.search`
  private func endOfAmazon(_ index: Int) -> Int? {
    var parts = parts(of: index)
    if parts.count > 2, LineReader.prefixes.contains(where: { isBytes(parts[0], $0) }) { parts.removeFirst() }
    if parts.count > 2,
      isBytes(parts[parts.count - 1], "search") || isBytes(parts[parts.count - 1], "elasticsearch")
    {
      parts.removeLast()
    }
    guard parts.count == 2, isFamily(parts[0]), isSize(parts[1]) else { return nil }
    // A column of a table alias, or a call.
    if isSign(index + 1, .open), isGlued(index + 1) { return nil }
    if isSign(index + 1, .equals) || isInsideSQL(index) { return nil }
    if isBytes(parts[1], "metal"), isSign(index + 1, .hyphen), isGlued(index + 1), isNumber(index + 2),
      isGlued(index + 2), isText(index + 3, "xl")
    {
      return index + 4
    }
    return index + 1
  }

  /// Whether the words before are those of a statement of SQL, where `r5.large` is a column or a table. They are in
  /// capitals or in lower case: "Select r5.large from the list" is a sentence.
  private func isInsideSQL(_ index: Int) -> Bool {
    var before = index - 1
    while before >= 0, index - before < 24, !isSign(before, .colon) {
      if isWord(before), isUniform(before), isClause(before, around: index) { return true }
      before -= 1
    }
    return false
  }

  private func isClause(_ word: Int, around index: Int) -> Bool {
    let isLoud = isCapital(word)
    if isText(word, "select") {
      let from = (word + 1..<tokens.count).first { isText($0, "from") && isCapital($0) == isLoud }
      return isLoud
        || from.map { !isText($0 + 1, "the") && !isText($0 + 1, "a") && !isText($0 + 1, "our") } == true
    }
    if isText(word, "where") || isText(word, "having") {
      let next = index + 1
      return isLoud || isSign(next, .less) || isSign(next, .greater) || isSign(next, .equals)
    }
    if isText(word, "join") { return isLoud || (word + 1..<tokens.count).contains { isText($0, "on") } }
    if isText(word, "update") { return isText(index + 1, "set") && index == word + 1 }
    if isText(word, "by") { return isText(word - 1, "order") || isText(word - 1, "group") }
    if isText(word, "into") { return isText(word - 1, "insert") }
    return isText(word, "from") && isText(word - 1, "delete")
  }

  /// Whether all letters are capitals, or none.
  private func isUniform(_ word: Int) -> Bool {
    let letters = bytes[Int(tokens[word].start)..<Int(tokens[word].end)]
    let first = letters[letters.startIndex] & 0x20
    return letters.allSatisfy { $0 & 0x20 == first }
  }

  /// `u-6tb1.metal`, which the lexer cuts at its hyphen and behind its number.
  private func endOfHighMemory(_ index: Int) -> Int? {
    guard tokens[index].isGlued, isSign(index - 1, .hyphen), isText(index - 2, "u"), isWord(index + 1),
      isGlued(index + 1)
    else { return nil }
    let parts = parts(of: index + 1)
    return parts.count == 2 && isSize(parts[1]) ? index + 2 : nil
  }

  private func parts(of index: Int) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = Int(tokens[index].start)
    let end = Int(tokens[index].end)
    for offset in start..<end where bytes[offset] == UInt8(ascii: ".") {
      parts.append(start..<offset)
      start = offset + 1
    }
    parts.append(start..<end)
    return parts
  }

  private func isBytes(_ range: Range<Int>, _ text: StaticString) -> Bool {
    guard range.count == text.utf8CodeUnitCount else { return false }
    for offset in 0..<range.count
    where ASCII.lowered(bytes[range.lowerBound + offset]) != text.utf8Start[offset] {
      return false
    }
    return true
  }

  /// Letters, a generation of one or two digits, attributes.
  private func isFamily(_ range: Range<Int>) -> Bool {
    var letters = range.lowerBound
    while letters < range.upperBound, bytes[letters] &- UInt8(ascii: "0") >= 10 { letters += 1 }
    guard LineReader.families.contains(where: { isBytes(range.lowerBound..<letters, $0) }) else {
      return false
    }
    var digits = letters
    while digits < range.upperBound, bytes[digits] &- UInt8(ascii: "0") < 10 { digits += 1 }
    guard (1...2).contains(digits - letters), range.upperBound - digits <= 4 else { return false }
    for offset in digits..<range.upperBound where bytes[offset] | 0x20 &- UInt8(ascii: "a") >= 26 {
      return false
    }
    return true
  }

  private func isSize(_ range: Range<Int>) -> Bool {
    var start = range.lowerBound
    while start < range.upperBound, bytes[start] &- UInt8(ascii: "0") < 10 { start += 1 }
    let rest = start..<range.upperBound
    if start > range.lowerBound { return start - range.lowerBound <= 3 && isBytes(rest, "xlarge") }
    for size in ["nano", "micro", "small", "medium", "large", "xlarge", "metal"] as [StaticString]
    where isBytes(rest, size) {
      return true
    }
    return false
  }

  /// `n2-standard-8`, `e2-medium`, `a2-highgpu-1g`
  private func endOfGoogle(_ index: Int) -> Int? {
    let families: [StaticString] = [
      "n1", "n2", "n2d", "n4", "e2", "c2", "c2d", "c3", "c3d", "c4", "m1", "m2", "m3", "a2", "a3", "g2",
      "t2d", "t2a", "f1",
      "g1", "h3", "z3",
    ]
    guard families.contains(where: { isText(index, $0) }), isSign(index + 1, .hyphen), isGlued(index + 1),
      isWord(index + 2), isGlued(index + 2)
    else { return nil }
    for size in ["micro", "small", "medium"] as [StaticString] where isText(index + 2, size) {
      return index + 3
    }
    let classes: [StaticString] = [
      "standard", "highmem", "highcpu", "ultramem", "megamem", "hypermem", "highgpu", "megagpu", "custom",
    ]
    guard classes.contains(where: { isText(index + 2, $0) }), isSign(index + 3, .hyphen), isGlued(index + 3),
      isNumber(index + 4), isGlued(index + 4)
    else { return nil }
    var end = index + 5
    if isText(end, "g"), isGlued(end) { end += 1 }
    while isSign(end, .hyphen), isGlued(end), isGlued(end + 1), isNumber(end + 1) || isText(end + 1, "lssd") {
      end += 2
    }
    return end
  }

  /// `Standard_D2s_v3`, `D4s_v3`: read from the bytes, because the lexer passes over underscores.
  private func endOfAzure(_ index: Int) -> Int? {
    var offset = Int(tokens[index].start)
    let limit = Int(tokens[tokens.count - 1].end)
    let start = offset
    while offset < limit, isNameByte(bytes[offset]) { offset += 1 }
    var name = bytes[start..<offset]
    let isStandard = name.count > 9 && isBytes(start..<(start + 9), "standard_")
    if isStandard { name = name.dropFirst(9) }
    var position = name.startIndex
    while position < name.endIndex, name[position] &- UInt8(ascii: "A") < 26 { position += 1 }
    guard (1...3).contains(position - name.startIndex) else { return nil }
    let digits = position
    while position < name.endIndex, name[position] &- UInt8(ascii: "0") < 10 { position += 1 }
    guard position > digits else { return nil }
    let hasGeneration =
      name.count > 3 && name[name.endIndex - 2] | 0x20 == UInt8(ascii: "v")
      && name[name.endIndex - 3] == UInt8(ascii: "_") && name[name.endIndex - 1] &- UInt8(ascii: "0") < 10
    guard isStandard || hasGeneration else { return nil }
    var end = index
    while end < tokens.count, Int(tokens[end].start) < offset { end += 1 }
    return end
  }

  private func isNameByte(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || byte &- UInt8(ascii: "0") < 10 || byte | 0x20 &- UInt8(ascii: "a") < 26
  }

  /// `A100`, `H100 GPUs`; `T4` and `L4` only where GPUs are meant.
  private func endOfAccelerator(_ index: Int) -> Int? {
    let isCertain = length(index) > 3 && !isText(index, "l40s")
    let hasMaker = isText(index - 1, "nvidia") || isText(index - 1, "tesla")
    let hasNoun = isText(index + 1, "gpu") || isText(index + 1, "gpus")
    let isCounted = isText(index - 1, "x") || isSign(index - 1, .multiply) || factor(at: index + 1) != nil
    guard isCapital(index), isCertain || hasMaker || hasNoun || isCounted else { return nil }
    return index + 1
  }

  private func endOfTPU(_ index: Int) -> Int? {
    isWord(index + 1) && firstByte(index + 1) | 0x20 == UInt8(ascii: "v") && tokens[index + 1].hasDigits
      ? index + 2 : nil
  }
}
