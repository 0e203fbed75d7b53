import AtlasCore

/// Finds what links point to: pages of the library by their paths, everything else by asking whether it exists.
package struct LinkResolver: Sendable {
  /// Where a link leads.
  package enum Target: Hashable, Sendable {
    /// A page of the library, by its number.
    case page(Int)
    /// None of the pages: one of these files or folders, relative to the project.
    case files([BytePath])
    case external
    case unknown
  }

  private let paths: [BytePath]
  private let numbers: [BytePath: Int]
  private let sourceRoots: [BytePath]
  /// What is asked of every page for each link that leads nowhere, found when there is the first of them.
  private let pagesByKey: Deferred<[String: [Int]]>
  private let names: Deferred<[String]>
  private let folders: Deferred<[BytePath]>

  /// `paths` are those of the library's pages, relative to the project.
  package init(_ paths: [BytePath], sourceRoots: [BytePath]) {
    self.paths = paths
    self.sourceRoots = sourceRoots
    numbers = Dictionary(paths.enumerated().map { ($1.normalized, $0) }) { first, _ in first }
    pagesByKey = Deferred { Dictionary(grouping: paths.indices) { Self.key(paths[$0].normalized) } }
    names = Deferred { paths.map { Self.withoutExtension($0.name).description } }
    folders = Deferred { paths.map(\.parent) }
  }

  package func target(of link: PageReferences.Link, on page: Int) -> Target {
    switch LinkAddress(link.destination) {
    case .external: return .external
    case .unknown: return .unknown
    case .local(let address):
      if address.path.bytes.isEmpty, !address.isFromRoot { return .page(page) }
      let candidates = candidates(for: address, of: link.kind, on: page)
      if let number = candidates.lazy.compactMap({ numbers[$0] }).first { return .page(number) }
      return .files(candidates)
    }
  }

  /// The paths that an address may mean, the likeliest first.
  private func candidates(
    for address: LinkAddress.Local, of kind: PageReferences.Link.Kind, on page: Int
  ) -> [BytePath] {
    var bases = [address.isFromRoot ? root(of: paths[page]) : paths[page].parent]
    // MkDocs rewrites links of Markdown; in HTML they count from the address of the page, which is a folder there.
    if kind == .html || kind == .click, !address.isFromRoot {
      bases.append(Self.withoutExtension(paths[page]))
    }
    return bases.flatMap { variants(of: $0.appending(address.path), isFolder: address.isFolder) }
  }

  private func variants(of path: BytePath, isFolder: Bool) -> [BytePath] {
    let path = path.normalized
    let pages = ["index.md", "README.md"].map { path.appending($0) }
    let withMarkdown = BytePath(path.bytes + Array(".md".utf8))
    if path.bytes.isEmpty { return pages + [BytePath(".")] }
    if isFolder { return pages + [withMarkdown, path] }
    switch path.fileExtension.lowercased() {
    case "md", "mmd", "markdown": return [path]
    case "html", "htm":
      let stem = Self.withoutExtension(path)
      let isIndex = stem.name == "index"
      return [path, BytePath(stem.bytes + Array(".md".utf8))] + (isIndex ? [stem.parent] : [])
    default: return [path, withMarkdown] + pages
    }
  }

  /// The source root that holds a page; the project itself where none does.
  private func root(of page: BytePath) -> BytePath {
    sourceRoots.first { page.relative(to: $0) != nil } ?? BytePath("")
  }

  static func withoutExtension(_ path: BytePath) -> BytePath {
    let count = path.fileExtension.utf8.count
    return count == 0 ? path : BytePath(Array(path.bytes.dropLast(count + 1)))
  }

  // MARK: what was meant

  /// The one page whose path differs from a missing one in case or extension alone.
  package func onlyMisspelling(of missing: [BytePath]) -> Int? {
    let wanted = Set(missing.map(Self.key))
    let pages = pagesByKey.value
    let found = wanted.flatMap { pages[$0] ?? [] }
    return found.count == 1 ? found[0] : nil
  }

  private static func key(_ path: BytePath) -> String {
    let hasKnownExtension = ["md", "markdown", "mdx", "html", "htm", "txt", "mmd"].contains(
      path.fileExtension.lowercased())
    return (hasKnownExtension ? withoutExtension(path) : path).description.lowercased()
  }

  /// The page whose name is nearest to a missing one: in the folder that it was looked for, else of the same name
  /// elsewhere, else of a similar name.
  package func nearest(to missing: BytePath) -> Int? {
    let wanted = Self.withoutExtension(missing.name).description
    let names = names.value
    let (folders, wantedFolder) = (folders.value, missing.parent)
    let siblings = paths.indices.filter { folders[$0] == wantedFolder }
    if let name = NearestWord.of(wanted, in: siblings.map { names[$0] }) {
      return siblings.first { names[$0] == name }
    }
    let namesakes = paths.indices.filter { names[$0] == wanted }
    if !namesakes.isEmpty {
      return namesakes.max { shared(paths[$0], missing) < shared(paths[$1], missing) }
    }
    // A page that is called like the folder that was asked for, or the other way round.
    let folder = wantedFolder.name.description
    return paths.indices.first { names[$0] == "index" && folders[$0].name.description == wanted }
      ?? (wanted == "index" ? paths.indices.first { names[$0] == folder } : nil)
  }

  private func shared(_ left: BytePath, _ right: BytePath) -> Int {
    zip(left.components, right.components).prefix { $0 == $1 }.count
  }

  /// How a page is written from another, as a link has it.
  package func address(of target: Int, from page: Int, isFromRoot: Bool) -> String {
    if isFromRoot {
      let path = paths[target].relative(to: root(of: paths[page])) ?? paths[target]
      return Self.encoded("/\(path)")
    }
    let from = paths[page].parent.components
    let to = paths[target].components
    let common = zip(from, to.dropLast()).prefix { $0 == $1 }.count
    let up = Array(repeating: "..", count: from.count - common)
    return Self.encoded((up + to[common...].map(\.description)).joined(separator: "/"))
  }

  private static func encoded(_ path: String) -> String {
    path.replacing(" ", with: "%20").replacing("(", with: "%28").replacing(")", with: "%29")
  }
}
