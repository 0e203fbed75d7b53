import AtlasCore
import CCMarkGFM
import Glibc

/// Makes `Fence`s of cmark's code blocks.
///
/// cmark does not say whether a fence was closed. A closed one is followed by a line that looks like a closing fence
/// and in which no block begins; where a quote or list ended instead, such a line begins the next block. So the fences
/// are finished when the lines in which blocks begin are all known.
struct FenceBuilder {
  private let page: PageText
  private var fences: [Fence] = []
  /// For each fence the line after its content, which may close it.
  private var linesAfter: [Int] = []
  /// The next of the blocks that the lines alone told.
  private var nextScanned = 0
  /// One bit a line, from `page.bodyLine`: whether a block begins in it.
  private var blockLines: [UInt64]

  init(_ page: PageText) {
    self.page = page
    blockLines = Array(repeating: 0, count: (page.lines.lineCount - page.bodyLine + 2) / 64 + 1)
  }

  /// Remembers that a block begins in a line of the page.
  mutating func noteBlock(atLine line: Int) {
    let index = line - page.bodyLine
    guard index >= 0, index / 64 < blockLines.count else { return }
    blockLines[index / 64] |= 1 << UInt64(index % 64)
  }

  private func beginsBlock(_ line: Int) -> Bool {
    let index = line - page.bodyLine
    guard index >= 0, index / 64 < blockLines.count else { return false }
    return blockLines[index / 64] & (1 << UInt64(index % 64)) != 0
  }

  /// Adds a code block that stands in so many lists and quotes.
  /// - Returns: its range in the text, but for a closing fence.
  @discardableResult
  mutating func add(_ node: CMarkNode, listDepth: Int, quoteDepth: Int) -> TextRange {
    var (length, offset, character): (Int32, Int32, CChar) = (0, 0, 0)
    let isFenced = cmark_node_get_fenced(node, &length, &offset, &character) != 0
    if isFenced, let scanned = page.scannedFences {
      let fence = Fence(scanned[nextScanned], in: page)
      nextScanned += 1
      fences.append(fence)
      linesAfter.append(0)
      return fence.range
    }
    let line = page.line(ofCMark: Int(cmark_node_get_start_line(node)))
    let start = page.offset(line: line, column: Int(cmark_node_get_start_column(node)))
    let literal = cmark_node_get_literal(node)
    let content = UnsafeBufferPointer(
      start: literal.map { UnsafeRawPointer($0).assumingMemoryBound(to: UInt8.self) },
      count: literal.map { strlen($0) } ?? 0)
    let contentLine = isFenced ? line + 1 : line
    let map =
      ContentMap.align(content, fromLine: contentLine, in: page)
      ?? ContentMap.approximate(content, fromLine: contentLine, in: page)
    let opening =
      isFenced
      ? page.openingFence(line: line, from: start) : (marker: 0, length: 0, info: TextRange(at: start))
    var fence = Fence(
      info: isFenced ? cmark_node_get_fence_info(node).map { String(cString: $0) } ?? "" : "",
      infoRange: opening.info, line: line, range: TextRange(at: start), content: Array(content), map: map,
      isFenced: isFenced, isClosed: false, marker: opening.marker, markerLength: opening.length,
      indentation: start - page.start(ofLine: line), listDepth: listDepth, quoteDepth: quoteDepth)
    let lineAfter = contentLine + ContentMap.lineEndCount(of: content)
    // An unclosed or indented block ends with its last line of content, without its line end.
    fence.range = TextRange(start, page.textEnd(ofLine: max(lineAfter - 1, line)))
    fences.append(fence)
    linesAfter.append(lineAfter)
    return fence.range
  }

  /// The fences in the order of the page, closed or not, with ranges of the page.
  consuming func finished() -> [Fence] {
    for index in fences.indices {
      if fences[index].isFenced, !fences[index].isClosed { close(index) }
      fences[index].range = page.place(fences[index].range)
      fences[index].infoRange = page.place(fences[index].infoRange)
    }
    return fences
  }

  private mutating func close(_ index: Int) {
    let line = linesAfter[index]
    guard !beginsBlock(line),
      let end = closingFence(marker: fences[index].marker, length: fences[index].markerLength, line: line)
    else { return }
    fences[index].isClosed = true
    fences[index].range.end = UInt32(end)
  }

  /// The end of a line that could close the fence: nothing but quote marks, white space and a long enough fence.
  private func closingFence(marker: UInt8, length: Int, line: Int) -> Int? {
    guard line <= page.lines.lineCount else { return nil }
    let start = page.start(ofLine: line)
    var end = page.textEnd(ofLine: line)
    while end > start, isBlank(page.bytes[end - 1]) { end -= 1 }
    var first = end
    while first > start, page.bytes[first - 1] == marker { first -= 1 }
    // cmark keeps the length of a fence in one byte.
    guard end - first >= min(length, 255), end > first else { return nil }
    let before = page.bytes[start..<first]
    return before.allSatisfy { isBlank($0) || $0 == UInt8(ascii: ">") } ? end : nil
  }

  private func isBlank(_ byte: UInt8) -> Bool { PageText.isBlank(byte) }
}

extension PageText {
  fileprivate static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  fileprivate func openingFence(line: Int, from start: Int) -> (marker: UInt8, length: Int, info: TextRange) {
    let end = textEnd(ofLine: line)
    guard start < end else { return (0, 0, TextRange(at: start)) }
    let marker = bytes[start]
    var infoStart = start
    while infoStart < end, bytes[infoStart] == marker { infoStart += 1 }
    let length = infoStart - start
    while infoStart < end, Self.isBlank(bytes[infoStart]) { infoStart += 1 }
    var infoEnd = end
    while infoEnd > infoStart, Self.isBlank(bytes[infoEnd - 1]) { infoEnd -= 1 }
    return (marker, length, TextRange(infoStart, infoEnd))
  }
}

extension FenceScan.Block {
  /// Whether its fence will be that of a diagram.
  func isMermaid(in page: PageText) -> Bool {
    let info = page.openingFence(line: line, from: range.lowerBound).info
    return page.bytes.withUnsafeBufferPointer {
      Fence.namesMermaid(UnsafeBufferPointer(rebasing: $0[info.bounds]))
    }
  }
}

extension Fence {
  /// A block that the lines of its page tell.
  init(_ block: FenceScan.Block, in page: PageText) {
    let opening = page.openingFence(line: block.line, from: block.range.lowerBound)
    self.init(
      info: String(decoding: page.bytes[opening.info.bounds], as: UTF8.self), infoRange: opening.info,
      line: block.line, range: TextRange(block.range.lowerBound, block.range.upperBound),
      content: Array(page.bytes[block.content]),
      map: ContentMap(
        shape: .stretch(start: block.content.lowerBound), count: block.content.count, page.replacements),
      isFenced: true, isClosed: true, marker: opening.marker, markerLength: opening.length, indentation: 0,
      listDepth: 0, quoteDepth: 0)
  }
}
