import AtlasCore
import CCMarkGFM
import Glibc
import Synchronization

/// A node of cmark's tree; nothing of it may be used after its tree is gone.
typealias CMarkNode = OpaquePointer

/// The tree that cmark makes of a text, freed with this value. It stays on the thread that made it.
struct CMarkTree: ~Copyable {
  let root: CMarkNode
  private let isInArena: Bool

  /// - Parameter pieces: the parts of the text that are read, each of whole lines, as if they were one.
  /// - Parameter inlines: whether links and emphasis are wanted with all extensions; the blocks are the same without.
  init(_ text: UnsafeBufferPointer<UInt8>, _ pieces: [Range<Int>], inlines: Bool) {
    let library = CMarkLibrary.shared
    let arena = text.count <= CMarkArena.textLimit ? CMarkArena.take() : nil
    isInArena = arena != nil
    let options = CMARK_OPT_FOOTNOTES | CMARK_OPT_SOURCEPOS
    guard let parser = cmark_parser_new_with_mem(options, arena ?? cmark_get_default_mem_allocator()) else {
      preconditionFailure("BUG: no memory for a Markdown parser")
    }
    for syntax in library.blockExtensions { cmark_parser_attach_syntax_extension(parser, syntax) }
    let hasTildes = inlines && CMarkTree.hasTwoTildes(text, pieces)
    if inlines { cmark_parser_attach_syntax_extension(parser, library.autolink) }
    if hasTildes { cmark_parser_attach_syntax_extension(parser, library.strikethrough) }
    // cmark reads a first byte even of no bytes.
    if let base = text.baseAddress {
      base.withMemoryRebound(to: CChar.self, capacity: text.count) {
        for piece in pieces where !piece.isEmpty {
          cmark_parser_feed(parser, $0 + piece.lowerBound, piece.count)
        }
      }
    }
    if hasTildes {
      root = CMarkTree.tildes.withLock { _ in SendableNode(node: cmark_parser_finish(parser)) }.node
    } else {
      root = cmark_parser_finish(parser)
    }
    cmark_parser_free(parser)
  }

  /// Guards what cmark's table of characters says of the tilde while a page with strikethrough is parsed.
  private static let tildes = Mutex(())

  /// Takes a node out of the lock, on the thread that made it.
  private struct SendableNode: @unchecked Sendable {
    let node: CMarkNode
  }

  /// Whether text could be struck through.
  private static func hasTwoTildes(_ text: UnsafeBufferPointer<UInt8>, _ pieces: [Range<Int>]) -> Bool {
    guard let base = text.baseAddress else { return false }
    var hasOne = false
    for piece in pieces {
      var rest = UnsafeRawPointer(base + piece.lowerBound)
      let end = UnsafeRawPointer(base + piece.upperBound)
      while let found = memchr(rest, Int32(UInt8(ascii: "~")), end - rest) {
        if hasOne { return true }
        hasOne = true
        rest = UnsafeRawPointer(found) + 1
      }
    }
    return false
  }

  deinit {
    if isInArena { CMarkArena.reset() } else { cmark_node_free(root) }
  }
}
