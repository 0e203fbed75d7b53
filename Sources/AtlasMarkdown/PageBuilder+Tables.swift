import AtlasCore
import CCMarkGFM
import Glibc

extension PageBuilder {
  /// The line of a table's header row. cmark gives a table the line of the paragraph it was made from, which may begin
  /// earlier; the line of a row of data is right, and the header stands two lines above the first.
  func headerLine(of table: CMarkNode) -> Int {
    if let header = cmark_node_first_child(table), let row = cmark_node_next(header) {
      return page.line(ofCMark: Int(cmark_node_get_start_line(row))) - 2
    }
    let last = page.line(ofCMark: Int(cmark_node_get_end_line(table)))
    return max(page.line(ofCMark: Int(cmark_node_get_start_line(table))), last - 1)
  }

  /// Where the row of a line begins, behind quote marks and indentation, and a list marker in a table's first line.
  func rowStart(line: Int, quoteDepth: Int, _ node: CMarkNode) -> Int {
    let nodeLine = page.line(ofCMark: Int(cmark_node_get_start_line(node)))
    var place = page.start(ofLine: line)
    let end = page.textEnd(ofLine: line)
    if line == nodeLine, cmark_node_get_type(node) == CMarkLibrary.shared.table || isHeader(node) {
      return page.offset(line: line, column: Int(cmark_node_get_start_column(node)))
    }
    for _ in 0..<quoteDepth {
      place = skipBlanks(from: place, to: end)
      if place < end, page.bytes[place] == UInt8(ascii: ">") { place += 1 }
    }
    return skipBlanks(from: place, to: end)
  }

  mutating func addRow(_ row: CMarkNode) {
    let isHeader = isHeader(row)
    var line = page.line(ofCMark: Int(cmark_node_get_start_line(row)))
    if isHeader, let table = cmark_node_parent(row) { line = headerLine(of: table) }
    let start = rowStart(line: line, quoteDepth: currentQuoteDepth, row)
    let end = max(start, trimmedEnd(ofLine: line))
    let ranges = cellRanges(TextRange(start, end))
    begin(.tableRow(isHeader: isHeader), start, end: end)
    let block = blocks.count - 1
    let (bytes, replacements) = (page.bytes, page.replacements)
    var cells: [TableCell] = []
    cells.reserveCapacity(ranges.count)
    bytes.withUnsafeBufferPointer { bytes in
      var cell = cmark_node_first_child(row)
      while let node = cell {
        let range = cells.count < ranges.count ? ranges[cells.count] : TextRange(at: end)
        let text = inlineText(of: node, source: UnsafeBufferPointer(rebasing: bytes[range.bounds])) {
          Replacements.place($0.shifted(by: range.lowerBound), replacements)
        }
        cells.append(TableCell(range: Replacements.place(range, replacements), text: text))
        cell = cmark_node_next(node)
      }
    }
    blocks[block].cells = cells
  }

  private func isHeader(_ row: CMarkNode) -> Bool {
    guard let name = cmark_node_get_type_string(row) else { return false }
    return strcmp(name, "table_header") == 0
  }

  /// The cells between the bars; a bar behind a backslash is no bar, in code as well.
  private func cellRanges(_ row: TextRange) -> [TextRange] {
    var ranges: [TextRange] = []
    ranges.reserveCapacity(8)
    var start = row.lowerBound
    if start < row.upperBound, page.bytes[start] == UInt8(ascii: "|") { start += 1 }
    var place = start
    while place <= row.upperBound {
      let isBar =
        place < row.upperBound && page.bytes[place] == UInt8(ascii: "|")
        && (place == row.lowerBound || page.bytes[place - 1] != UInt8(ascii: "\\"))
      if isBar || place == row.upperBound {
        let first = skipBlanks(from: start, to: place)
        var last = place
        while last > first, isBlank(page.bytes[last - 1]) { last -= 1 }
        if isBar || first < last { ranges.append(TextRange(first, last)) }
        start = place + 1
      }
      place += 1
    }
    return ranges
  }

  private func skipBlanks(from start: Int, to end: Int) -> Int {
    var place = start
    while place < end, isBlank(page.bytes[place]) { place += 1 }
    return place
  }
}
