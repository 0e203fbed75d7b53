import Glibc

/// The `cmark-gfm` program, which reads the same Markdown and says in XML what it saw: what our fences must agree with.
enum CMarkOracle {
  struct CodeBlock: Equatable {
    var line: Int
    var info: String
    var content: String
  }

  static let isInstalled =
    access("/usr/bin/cmark-gfm", X_OK) == 0 || access("/usr/local/bin/cmark-gfm", X_OK) == 0

  /// The code blocks of a page that has no front matter.
  static func codeBlocks(ofFile path: String) -> [CodeBlock] {
    let quoted =
      "'" + path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    let options = "-e table -e tasklist -e strikethrough -e autolink -e footnotes -t xml --sourcepos"
    guard let pipe = popen("cmark-gfm \(options) \(quoted)", "r") else { return [] }
    var xml: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, pipe), count > 0 { xml += buffer[..<count] }
    pclose(pipe)
    return codeBlocks(inXML: xml)
  }

  /// Writes the page to a file of its own for the program.
  static func codeBlocks(of page: [UInt8]) -> [CodeBlock] {
    var template = Array("/tmp/atlas-markdown-XXXXXX".utf8CString)
    let file = mkstemp(&template)
    guard file >= 0 else { return [] }
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { unlink(path) }
    _ = page.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    close(file)
    return codeBlocks(ofFile: path)
  }

  private static func codeBlocks(inXML xml: [UInt8]) -> [CodeBlock] {
    // With a zero at its end, for `strstr`.
    (xml + [0]).withUnsafeBytes { xml in
      var blocks: [CodeBlock] = []
      var rest = xml[...]
      while let tag = next("<code_block ", in: rest), let tagEnd = next(">", in: rest[tag...]),
        let contentEnd = next("<", in: rest[(tagEnd + 1)...])
      {
        let opening = String(decoding: rest[tag..<tagEnd], as: UTF8.self)
        let position = attribute("sourcepos", of: opening) ?? ""
        blocks.append(
          CodeBlock(
            line: Int(position.prefix { $0 != ":" }) ?? 0,
            info: unescaped(attribute("info", of: opening) ?? ""),
            content: unescaped(String(decoding: rest[(tagEnd + 1)..<contentEnd], as: UTF8.self))))
        rest = rest[contentEnd...]
      }
      return blocks
    }
  }

  /// Where `text` stands next.
  private static func next(_ text: String, in bytes: Slice<UnsafeRawBufferPointer>) -> Int? {
    guard let base = bytes.base.baseAddress, !bytes.isEmpty,
      let found = strstr((base + bytes.startIndex).assumingMemoryBound(to: CChar.self), text)
    else { return nil }
    return UnsafeRawPointer(found) - base
  }

  private static func attribute(_ name: String, of tag: String) -> String? {
    guard let start = tag.range(of: " \(name)=\"") else { return nil }
    return String(tag[start...].prefix { $0 != "\"" })
  }

  private static func unescaped(_ text: String) -> String {
    let parts = text.utf8.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false)
    var result = Array(parts[0])
    let entities: [(String, UInt8)] = [
      ("lt;", UInt8(ascii: "<")), ("gt;", UInt8(ascii: ">")), ("quot;", UInt8(ascii: "\"")),
      ("amp;", UInt8(ascii: "&")),
    ]
    for part in parts.dropFirst() {
      let entity = entities.first { part.starts(with: $0.0.utf8) }
      result.append(entity?.1 ?? UInt8(ascii: "&"))
      result += part.dropFirst(entity?.0.utf8.count ?? 0)
    }
    return String(decoding: result, as: UTF8.self)
  }
}

extension String {
  /// The index behind the first occurrence of `text`.
  fileprivate func range(of text: String) -> Index? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}
