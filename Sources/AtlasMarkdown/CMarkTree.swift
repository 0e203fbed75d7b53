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
    let syntax = CMarkSyntax(of: text, pieces)
    let options = CMARK_OPT_SOURCEPOS | (syntax.hasFootnotes ? CMARK_OPT_FOOTNOTES : 0)
    guard let parser = cmark_parser_new_with_mem(options, arena ?? cmark_get_default_mem_allocator()) else {
      preconditionFailure("BUG: no memory for a Markdown parser")
    }
    for known in library.blockExtensions { cmark_parser_attach_syntax_extension(parser, known) }
    if inlines, syntax.hasAddresses { cmark_parser_attach_syntax_extension(parser, library.autolink) }
    if inlines, syntax.mayStrikeThrough {
      cmark_parser_attach_syntax_extension(parser, library.strikethrough)
    }
    // cmark reads a first byte even of no bytes.
    if let base = text.baseAddress {
      base.withMemoryRebound(to: CChar.self, capacity: text.count) {
        for piece in pieces where !piece.isEmpty {
          cmark_parser_feed(parser, $0 + piece.lowerBound, piece.count)
        }
      }
    }
    if inlines, syntax.hasTilde {
      root = CMarkTree.tildes.withLock { _ in SendableNode(node: cmark_parser_finish(parser)) }.node
    } else {
      root = cmark_parser_finish(parser)
    }
    cmark_parser_free(parser)
  }

  /// Guards what cmark's table of characters says of the tilde while a page that holds one is parsed.
  private static let tildes = Mutex(())

  /// Takes a node out of the lock, on the thread that made it.
  private struct SendableNode: @unchecked Sendable {
    let node: CMarkNode
  }

  deinit {
    if isInArena { CMarkArena.reset() } else { cmark_node_free(root) }
  }
}
