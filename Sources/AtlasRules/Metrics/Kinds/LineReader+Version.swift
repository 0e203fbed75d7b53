import AtlasCore

/// Versions of technologies: `PostgreSQL 14`, `Envoy v1.18.3`, `nginx:1.22-alpine`, `HTTP/2`, `php8.1`.
extension LineReader {
  mutating func readVersion(at index: Int) -> Int? {
    guard !isGlued(index) || index == 0 || !isWord(index - 1) else { return nil }
    // "gRPC-Java 1.57" is a version of a library, not of Java.
    if isSign(index - 1, .hyphen), isGlued(index), isGlued(index - 1) { return nil }
    for product in words.products(startingAt: Int(tokens[index].entry)) {
      guard let end = endOfName(product, at: index) else { continue }
      if let version = version(of: product, at: end) {
        emit(Quantity(.version, name: product.name, version: version.text), from: index, to: version.end)
        return readOthers(of: product, at: version.end) ?? readSuccessor(of: product, at: version.end)
          ?? version.end
      }
    }
    return nil
  }

  private func endOfName(_ product: Product, at index: Int) -> Int? {
    var next = index + 1
    for word in product.rest {
      if isSign(next, .hyphen), isGlued(next) { next += 1 }
      guard isWord(next), length(next) == word.count else { return nil }
      let start = Int(tokens[next].start)
      for offset in word.indices where ASCII.lowered(bytes[start + offset]) != word[offset] {
        return nil
      }
      next += 1
    }
    return next
  }

  /// "TLS 1.1/1.2": each is a version of the same product.
  private mutating func readOthers(of product: Product, at index: Int) -> Int? {
    var end = index
    while isSign(end, .slash), isGlued(end), isGlued(end + 1), let version = version(of: product, at: end + 1)
    {
      emit(Quantity(.version, name: product.name, version: version.text), from: end + 1, to: version.end)
      end = version.end
    }
    return end > index ? end : nil
  }

  /// Behind the last number of `1.1/1.2`, `8/11/17` or `14/15`; nil where it may as well be a fraction: `2/3 brokers`.
  private func endOfVersions(around index: Int, _ product: Product) -> Int? {
    var number = index
    while isSign(number - 1, .slash), isGlued(number), isGlued(number - 1), isNumber(number - 2) {
      number -= 2
    }
    var count = 0
    var isDotted = false
    var least = Double.infinity
    while true {
      guard isPlausible(text(number), product, isMarked: false) else { return nil }
      count += 1
      isDotted = isDotted || tokens[number].decimals > 0
      least = min(least, tokens[number].digits)
      guard isSign(number + 1, .slash), isGlued(number + 1), isNumber(number + 2), isGlued(number + 2) else {
        break
      }
      number += 2
    }
    guard isDotted || count > 2 || least >= 8, !(isWord(number + 1) && isGlued(number + 1)) else {
      return nil
    }
    return number + 1
  }

  /// "MySQL 5.7 → 8.0": the second version is of the same product.
  private mutating func readSuccessor(of product: Product, at index: Int) -> Int? {
    guard isSign(index, .arrow) || isText(index, "to") || isText(index, "and"),
      let version = version(of: product, at: index + 1)
    else { return nil }
    guard version.isDotted || isSign(index, .arrow) else { return nil }
    emit(Quantity(.version, name: product.name, version: version.text), from: index + 1, to: version.end)
    return version.end
  }

  private struct Found {
    var text: String
    var end: Int
    var isDotted: Bool
  }

  private func version(of product: Product, at start: Int) -> Found? {
    var index = start
    var isMarked = false
    var needsPoint = false
    if isSign(index, .slash) || isSign(index, .colon) || isSign(index, .hyphen) {
      // http/1.1, nginx:1.22, kafka-3.6; "redis-1" is a node, "Redis: 5" is anything.
      guard isGlued(index), isGlued(index + 1) else { return nil }
      // A tag of an image is in lower case: postgres:15.
      needsPoint = isSign(index, .hyphen) || (isSign(index, .colon) && isCapital(index - 1))
      index += 1
    }
    if has(index, .versionWord), !isGlued(index) || isSign(index - 1, .hyphen) {
      isMarked = true
      index += 1
    }
    if isWord(index), let text = markedVersion(index) {
      return finished(text, index, isDotted: text.contains("."), product, isMarked: true)
    }
    guard index < tokens.count, !tokens[index].isClaimed else { return nil }
    // `KAFKA_3` is the id of a node.
    if isGlued(index), bytes[Int(tokens[index].start) - 1] == UInt8(ascii: "_") { return nil }
    switch tokens[index].kind {
    case .code:
      let text = text(index)
      guard let first = text.utf8.first, first &- UInt8(ascii: "0") < 10,
        text.utf8.filter({ $0 == 0x2E }).count < 4,
        isPlausible(text, product, isMarked: isMarked)
      else { return nil }
      return finished(text, index, isDotted: true, product, isMarked: isMarked)
    case .number:
      guard !hasSeparator(index) else { return nil }
      let isDotted = tokens[index].decimals > 0
      if needsPoint, !isDotted { return nil }
      guard isPlausible(text(index), product, isMarked: isMarked) else { return nil }
      return finished(text(index), index, isDotted: isDotted, product, isMarked: isMarked)
    case .word, .sign: return nil
    }
  }

  private func hasSeparator(_ index: Int) -> Bool {
    bytes[Int(tokens[index].start)..<Int(tokens[index].end)].contains(UInt8(ascii: ","))
  }

  /// The digits of a word such as `v1.18.3`.
  private func markedVersion(_ index: Int) -> String? {
    guard length(index) > 1, firstByte(index) | 0x20 == UInt8(ascii: "v") else { return nil }
    let digits = bytes[(Int(tokens[index].start) + 1)..<Int(tokens[index].end)]
    for byte in digits
    where byte &- UInt8(ascii: "0") >= 10 && byte != UInt8(ascii: ".") && byte | 0x20 != UInt8(ascii: "x") {
      return nil
    }
    guard let first = digits.first, first &- UInt8(ascii: "0") < 10 else { return nil }
    return String(decoding: digits, as: UTF8.self)
  }

  /// Whether a product can have this version: a whole number only where it has such majors.
  private func isPlausible(_ text: String, _ product: Product, isMarked: Bool) -> Bool {
    var major = 0
    for byte in text.utf8 {
      guard byte &- UInt8(ascii: "0") < 10, major < 100_000 else { break }
      major = major * 10 + Int(byte &- UInt8(ascii: "0"))
    }
    guard text.contains(".") else { return product.majors?.contains(major) ?? isMarked }
    return major <= max(product.majors?.upperBound ?? 0, 40)
  }

  private func finished(
    _ text: String, _ index: Int, isDotted: Bool, _ product: Product, isMarked: Bool
  ) -> Found? {
    var text = text
    var end = index + 1
    if isSign(end, .plus), isGlued(end) {
      text += "+"
      end += 1
    } else if isWord(end), isGlued(end) {
      return nil
    }
    let found = Found(text: text, end: end, isDotted: isDotted)
    if isRatio(index) {
      // What follows the last of several versions decides for all.
      guard let last = endOfVersions(around: index, product) else { return nil }
      end = last
    }
    if isSign(end, .percent) || isSign(end, .multiply) { return nil }
    if isSign(end, .slash), flow(at: end, timeAt: end + 1) != nil { return nil }
    // "Kafka 3 brokers" and "Redis 0.5 ms" are no versions; "Redis 7 cluster" is one.
    if !isGlued(end), isWord(end) {
      if has(end, [.time, .bytes, .bitRate, .flowUnit, .percent, .currency, .times]), !isVersionedUnit(end) {
        return nil
      }
      if has(end, .scale), length(end) > 1 || isScale(end) { return nil }
      if !isDotted, !isMarked, has(end, [.countNoun, .userNoun, .flowNoun]), !has(end, .singular),
        isPlural(end)
      {
        return nil
      }
    }
    if isSign(end, .hyphen), isGlued(end), isWord(end + 1), isGlued(end + 1) {
      // The tag's variant, "-alpine", is no part of the version; "-node" makes it a count.
      if has(end + 1, [.countNoun, .time]), !isDotted { return nil }
    }
    return found
  }

  private func isVersionedUnit(_ index: Int) -> Bool {
    length(index) == 1 && firstByte(index) < UInt8(ascii: "a")
  }

  private func isScale(_ index: Int) -> Bool {
    firstByte(index) == UInt8(ascii: "K") || firstByte(index) == UInt8(ascii: "M")
  }

  /// `php8.1`, `TLSv1.2`: a point makes it a version; `Nginx502` and `REDIS1` are names.
  mutating func readGluedVersion(at index: Int) -> Int? {
    let start = Int(tokens[index].start)
    let end = Int(tokens[index].end)
    var digit = start
    while digit < end, bytes[digit] &- UInt8(ascii: "0") >= 10 { digit += 1 }
    guard digit < end, bytes[digit..<end].contains(UInt8(ascii: ".")) else { return nil }
    for byte in bytes[digit..<end]
    where byte &- UInt8(ascii: "0") >= 10 && byte != UInt8(ascii: ".") && byte != UInt8(ascii: "x") {
      return nil
    }
    var nameEnd = digit
    var entry = words.index(of: Array(bytes[start..<nameEnd]))
    if entry < 0 || words.products(startingAt: entry).isEmpty, nameEnd > start + 1,
      bytes[nameEnd - 1] | 0x20 == UInt8(ascii: "v")
    {
      nameEnd -= 1
      entry = words.index(of: Array(bytes[start..<nameEnd]))
    }
    guard entry >= 0, let product = words.products(startingAt: entry).first(where: { $0.rest.isEmpty }) else {
      return nil
    }
    let text = String(decoding: bytes[digit..<end], as: UTF8.self)
    guard isPlausible(text, product, isMarked: false) else { return nil }
    emit(Quantity(.version, name: product.name, version: text), from: index, to: index + 1)
    return index + 1
  }
}
