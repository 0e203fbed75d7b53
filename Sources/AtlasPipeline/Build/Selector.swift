import AtlasCore
import AtlasMermaid
import AtlasRules

/// Names some of a library's diagrams: a path, `path#N`, `kind:…`, `category:…`, `system:…`, `rule:…` or a glob.
package enum Selector: Sendable {
  case path(BytePath)
  /// The diagram's number on its page, from 1.
  case diagram(BytePath, Int)
  case kind(DiagramKind)
  case category(String)
  case system(String)
  case rule(String)
  case glob(Glob)
  case library

  /// Reads what somebody typed; paths are relative to the project.
  package init(_ bytes: [UInt8]) throws(SelectorError) {
    let text = String(decoding: bytes, as: UTF8.self)
    if text == "library" {
      self = .library
      return
    }
    if let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")), colon > text.startIndex {
      let word = String(text[..<colon])
      let value = String(text[text.utf8.index(after: colon)...])
      if let selector = try Self.named(word, value) {
        self = selector
        return
      }
    }
    if let hash = bytes.lastIndex(of: UInt8(ascii: "#")),
      let number = Int(String(decoding: bytes[(hash + 1)...], as: UTF8.self))
    {
      guard number >= 1 else {
        throw SelectorError(
          "\"\(text)\" names diagram \(number)", help: "diagrams of a page are counted from 1")
      }
      self = .diagram(BytePath(Array(bytes[..<hash])).normalized, number)
      return
    }
    if bytes.contains(where: { "*?[{".utf8.contains($0) }) {
      do throws(GlobError) {
        self = .glob(try Glob(text))
        return
      } catch {
        throw SelectorError("the pattern \"\(text)\" cannot be read: \(error.message)", help: error.help)
      }
    }
    self = .path(BytePath(bytes).normalized)
  }

  private static let words = ["kind", "category", "system", "rule"]

  private static func named(_ word: String, _ value: String) throws(SelectorError) -> Selector? {
    switch word {
    case "kind":
      if let kind = DiagramKind(rawValue: value) { return .kind(kind) }
      let kinds = DiagramKind.allCases.map(\.rawValue)
      throw SelectorError(
        "there is no kind \"\(value)\"",
        help: NearestWord.of(value, in: kinds).map { "did you mean kind:\($0)?" }
          ?? "kinds: \(kinds.joined(separator: ", "))")
    case "category": return .category(value)
    case "system": return .system(value)
    case "rule": return .rule(value)
    default:
      if value.utf8.first == BytePath.separator || word.utf8.contains(BytePath.separator) { return nil }
      guard let nearest = NearestWord.of(word, in: words) else { return nil }
      throw SelectorError("unknown selector \"\(word):\"", help: "did you mean \(nearest):\(value)?")
    }
  }

  package func includes(_ page: LibraryPage, _ index: Int) -> Bool {
    switch self {
    case .path(let path): page.path == path || page.path.relative(to: path) != nil
    case .diagram(let path, let number): page.path == path && index + 1 == number
    case .kind(let kind): page.diagrams[index].kind == kind
    case .category(let category): page.place.addresses.contains(category)
    case .system(let system): page.system == system
    case .rule(let code):
      page.record?.findings.contains { $0.code == code && $0.diagram == index + 1 } ?? false
    case .glob(let glob): glob.matches(page.path)
    case .library: true
    }
  }
}

/// A selector that cannot be read.
package struct SelectorError: Error, Sendable {
  package var message: String
  package var help: String

  init(_ message: String, help: String) {
    self.message = message
    self.help = help
  }
}

extension LibraryPage {
  /// The folder below `systems` that the page lies in; nil elsewhere.
  fileprivate var system: String? {
    let names = path.components
    guard let position = names.firstIndex(of: "systems"), position + 2 < names.count else { return nil }
    return names[position + 1].description
  }
}

extension Selector {
  /// The selector with its path taken from where the user stands rather than from the project's folder.
  package func resolved(from folder: BytePath, root: BytePath) throws(SelectorError) -> Selector {
    func inside(_ path: BytePath) throws(SelectorError) -> BytePath {
      let absolute = (path.isAbsolute ? path : folder.appending(path)).normalized
      if absolute == root.normalized { return BytePath("") }
      guard let relative = absolute.relative(to: root.normalized) else {
        throw SelectorError("\(path) lies outside the project", help: "the project is \(root)")
      }
      return relative
    }
    switch self {
    case .path(let path): return .path(try inside(path))
    case .diagram(let path, let number): return .diagram(try inside(path), number)
    case .kind, .category, .system, .rule, .glob, .library: return self
    }
  }
}
