import AtlasCore
import AtlasSystem
import Glibc

/// A library to measure on, copied into a folder of its own, so that measuring changes nothing.
final class BenchLibrary {
  let name: String
  let files: Int
  private let folder: BytePath
  private var edits = 0

  /// Something else that looks whether anything changed in as many files.
  struct Peer {
    var name: String
    var time: () async throws -> Int64
  }

  private init(name: String, folder: BytePath, files: Int) {
    self.name = name
    self.folder = folder
    self.files = files
  }

  deinit { try? FileTree.remove(folder) }

  /// This repository's own pages, the corpus where it is there, and generated libraries of three sizes.
  static func all() throws -> [BenchLibrary] {
    var libraries = [try copy(of: "docs", name: "docs of this repository")]
    if FileStatus.exists("../shared/corpus/docs") {
      libraries.append(try copy(of: "../shared/corpus/docs", name: "corpus"))
    }
    for count in [1_000, 10_000, 100_000] { libraries.append(try generated(pages: count)) }
    return libraries
  }

  // MARK: making

  private static func project() throws -> BytePath {
    let parent = ProcessEnvironment.text("TMPDIR") ?? "/tmp"
    var template = Array("\(parent)/atlas-bench-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SystemError.last("make temporary folder") }
    let folder = BytePath(template.dropLast().map { UInt8(bitPattern: $0) })
    try copyTree("data/spec", to: folder.appending("data/spec"))
    try AtomicFile.write(try FileContent.read("pipeline.json").bytes, to: folder.appending("pipeline.json"))
    return folder
  }

  private static func copy(of source: BytePath, name: String) throws -> BenchLibrary {
    let folder = try project()
    let count = try copyTree(source, to: folder.appending("docs"))
    return BenchLibrary(name: name, folder: folder, files: count)
  }

  @discardableResult
  private static func copyTree(_ source: BytePath, to target: BytePath) throws -> Int {
    var count = 0
    for name in try FolderListing.names(in: source) where name.bytes.first != UInt8(ascii: ".") {
      let path = source.appending(name)
      if try FileStatus(path).kind == .folder {
        count += try copyTree(path, to: target.appending(name))
      } else {
        try AtomicFile.write(
          try FileContent.read(path).bytes, to: target.appending(name), createParents: true)
        count += 1
      }
    }
    return count
  }

  /// Pages of 3 KB with a diagram each, a hundred to a folder; every diagram is its own.
  private static func generated(pages: Int) throws -> BenchLibrary {
    let folder = try project()
    let prose = String(
      repeating: "The order service keeps its promises under load and says so in its log.\n", count: 34)
    for number in 0..<pages {
      let text = """
        # Page \(number)

        \(prose)
        ```mermaid
        flowchart TB
          subgraph EdgePlane["Edge \(number)"]
            CDN["CDN \(number)<br/>p99: 12ms"]
          end
          CDN -->|"p99: \(number % 90 + 10)ms"| API["API \(number)"]
          API --> DB[("PostgreSQL 14")]
          classDef edgeStyle fill:#0066CC,stroke:#004499,color:#fff
          class CDN edgeStyle
        ```

        """
      let path = folder.appending("docs/systems/s\(number / 100)/page-\(number).md")
      try AtomicFile.write(Array(text.utf8), to: path, unlessEqual: false, createParents: number % 100 == 0)
    }
    return BenchLibrary(name: "generated, \(pages) pages", folder: folder, files: pages)
  }

  // MARK: measuring

  /// The wall time of the program with these arguments here.
  func time(_ arguments: [String]) async throws -> Int64 {
    try await Self.time(program, arguments, in: folder)
  }

  private var program: BytePath {
    (ProcessEnvironment.executablePath ?? BytePath("")).parent.appending("atlas-build")
  }

  private static func time(_ program: BytePath, _ arguments: [String], in folder: BytePath) async throws
    -> Int64
  {
    var child = Subprocess(
      program, arguments.map { Array($0.utf8) }, environment: ProcessEnvironment.all, workingFolder: folder)
    child.timeLimit = .seconds(600)
    let outcome = try await child.run()
    guard case .exited(let status) = outcome.termination, status <= 1 else {
      throw BenchError(
        "\(program) \(arguments.joined(separator: " ")): \(String(decoding: outcome.errorOutput, as: UTF8.self))"
      )
    }
    return outcome.wallTime
  }

  func clearCache() throws { try FileTree.remove(folder.appending("cache")) }

  func editOnePage() throws {
    edits += 1
    guard let page = try firstPage(folder.appending("docs")) else { return }
    let bytes = try FileContent.read(page).bytes
    try AtomicFile.write(bytes + Array("\nEdit \(edits).\n".utf8), to: page)
  }

  private func firstPage(_ folder: BytePath) throws -> BytePath? {
    for name in try FolderListing.names(in: folder) {
      let path = folder.appending(name)
      if try FileStatus(path).kind == .folder {
        if let page = try firstPage(path) { return page }
      } else if name.fileExtension == "md" {
        return path
      }
    }
    return nil
  }

  /// ninja with an action a page, and git, where they are installed.
  func peers() async throws -> [Peer] {
    var peers: [Peer] = []
    if let ninja = Self.find("ninja") {
      try prepareNinja()
      peers.append(
        Peer(name: "ninja", time: { [folder] in try await Self.time(ninja, ["-C", "ninja"], in: folder) }))
    }
    if let git = Self.find("git") {
      for arguments in [["init", "-q"], ["add", "-A", "docs"]] {
        _ = try await Self.time(git, arguments, in: folder)
      }
      peers.append(
        Peer(
          name: "git status",
          time: { [folder] in try await Self.time(git, ["status", "--porcelain"], in: folder) }))
    }
    return peers
  }

  /// A manifest with a stamp for each page. The stamps are written here, since making them through ninja would start a
  /// process for each; `generator` lets ninja believe them without an entry in its log.
  private func prepareNinja() throws {
    var manifest = "rule stamp\n  command = touch $out\n  generator = 1\n"
    let ninjaFolder = folder.appending("ninja")
    for (number, page) in try pages(folder.appending("docs")).enumerated() {
      let stamp = BytePath("out/\(number / 100)/\(number)")
      manifest += "build \(stamp): stamp ../\(page.relative(to: folder)?.description ?? "")\n"
      try AtomicFile.write([], to: ninjaFolder.appending(stamp), unlessEqual: false, createParents: true)
    }
    try AtomicFile.write(Array(manifest.utf8), to: ninjaFolder.appending("build.ninja"), createParents: true)
  }

  private func pages(_ folder: BytePath) throws -> [BytePath] {
    var found: [BytePath] = []
    for name in try FolderListing.names(in: folder) {
      let path = folder.appending(name)
      if try FileStatus(path).kind == .folder { found += try pages(path) } else { found.append(path) }
    }
    return found
  }

  private static func find(_ name: String) -> BytePath? {
    (ProcessEnvironment.text("PATH") ?? "").split(separator: ":").map { BytePath(String($0)).appending(name) }
      .first { FileStatus.isExecutableFile($0) }
  }
}

struct BenchError: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}
