import AtlasCore
import AtlasSystem
import Synchronization

/// The contents of pages that actions have to read. What was read while the library was looked over is kept, up to a
/// bound; the rest is read again, and refused where it is no longer what was looked over.
final class PageStore: Sendable {
  /// Enough for every page of a library of ten thousand diagrams; beyond it memory would grow with the library.
  static let byteLimit = 192 << 20

  private let root: BytePath
  private let library: Library
  /// Guards the kept contents and the count of their bytes.
  private let kept: Mutex<(contents: [Int: PageContent], bytes: Int)>

  init(root: BytePath, library: Library, contents: [Int: PageContent]) {
    self.root = root
    self.library = library
    let bytes = contents.values.reduce(0) { $0 + $1.byteCount }
    kept = Mutex((contents, bytes))
  }

  func content(ofPage index: Int) throws(ActionProblem) -> PageContent {
    if let content = kept.withLock({ $0.contents[index] }) { return content }
    let page = library.pages[index]
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try FileContent.read(root.appending(page.path)).bytes
    } catch {
      throw ActionProblem("\(page.path) can no longer be read: \(error.reason); run again")
    }
    guard Digest(of: bytes) == page.digest else {
      throw ActionProblem("\(page.path) changed while the build was running; run again")
    }
    let content = PageContent(bytes, path: page.path)
    kept.withLock { state in
      guard state.bytes + content.byteCount <= Self.byteLimit else { return }
      state.contents[index] = content
      state.bytes += content.byteCount
    }
    return content
  }
}

/// Why an action could not get what it needs, as a sentence.
struct ActionProblem: Error {
  var message: String
  init(_ message: String) { self.message = message }
}
