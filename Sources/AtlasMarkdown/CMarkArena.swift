import CCMarkGFM
import Glibc

/// Memory for one cmark tree at a time on each thread, given back in one step: a page is a few thousand small nodes,
/// and asking the C library for each of them is a third of the time of a parse.
///
/// cmark's allocator functions get no context, so the arena of the running thread is found through a thread key. A
/// tree is made and dropped without leaving its thread; a second tree on the same thread uses the C library.
struct CMarkArena {
  /// Longer texts use the C library, which can give back what cmark's growing buffers leave behind.
  static let textLimit = 1 << 20

  private static let chunkSize = 1 << 20
  /// In front of every piece, for its size; keeps the pieces aligned.
  private static let header = 16

  private let chunk: UnsafeMutableRawPointer
  private var used = 0
  /// The piece that was taken last, which alone can grow or be given back.
  private var last: UnsafeMutableRawPointer?
  /// Pieces for which the chunk had no room.
  private var overflow: [UnsafeMutableRawPointer] = []
  private var isTaken = false

  private init() {
    chunk = .allocate(byteCount: CMarkArena.chunkSize, alignment: CMarkArena.header)
  }

  // MARK: taking and giving back the whole

  /// The allocator of this thread's arena; nil where a tree already uses it.
  static func take() -> UnsafeMutablePointer<cmark_mem>? {
    let arena = current
    guard !arena.pointee.isTaken else { return nil }
    arena.pointee.isTaken = true
    return allocator
  }

  /// Gives back everything that the tree took; nothing of it may be used any more.
  static func reset() {
    let arena = current
    for piece in arena.pointee.overflow { free(piece) }
    arena.pointee.overflow.removeAll()
    arena.pointee.used = 0
    arena.pointee.last = nil
    arena.pointee.isTaken = false
  }

  // Unsafe: written once, and cmark only reads it.
  nonisolated(unsafe) private static let allocator: UnsafeMutablePointer<cmark_mem> = {
    let allocator = UnsafeMutablePointer<cmark_mem>.allocate(capacity: 1)
    allocator.initialize(
      to: cmark_mem(
        calloc: { count, size in CMarkArena.current.pointee.cleared(count &* size) },
        realloc: { piece, size in CMarkArena.current.pointee.resized(piece, to: size) },
        free: { piece in CMarkArena.current.pointee.release(piece) }))
    return allocator
  }()

  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key) { arena in
      guard let arena = arena?.assumingMemoryBound(to: CMarkArena.self) else { return }
      arena.pointee.chunk.deallocate()
      arena.deinitialize(count: 1)
      arena.deallocate()
    }
    return key
  }()

  private static var current: UnsafeMutablePointer<CMarkArena> {
    if let arena = pthread_getspecific(key) { return arena.assumingMemoryBound(to: CMarkArena.self) }
    let arena = UnsafeMutablePointer<CMarkArena>.allocate(capacity: 1)
    arena.initialize(to: CMarkArena())
    pthread_setspecific(key, arena)
    return arena
  }

  // MARK: pieces

  private mutating func cleared(_ size: Int) -> UnsafeMutableRawPointer {
    let piece = taken(size)
    memset(piece, 0, size)
    return piece
  }

  @inline(__always)
  private mutating func taken(_ size: Int) -> UnsafeMutableRawPointer {
    let needed = (size + 2 * CMarkArena.header - 1) & ~(CMarkArena.header - 1)
    guard used + needed <= CMarkArena.chunkSize else { return takenOutside(size) }
    let piece = chunk + used + CMarkArena.header
    used += needed
    last = piece
    (piece - CMarkArena.header).storeBytes(of: size, as: Int.self)
    return piece
  }

  private mutating func takenOutside(_ size: Int) -> UnsafeMutableRawPointer {
    guard let outside = malloc(size + CMarkArena.header) else {
      preconditionFailure("BUG: no memory for a Markdown page")
    }
    overflow.append(outside)
    outside.storeBytes(of: size, as: Int.self)
    return outside + CMarkArena.header
  }

  private mutating func resized(_ piece: UnsafeMutableRawPointer?, to size: Int) -> UnsafeMutableRawPointer {
    guard let piece else { return taken(size) }
    let old = (piece - CMarkArena.header).load(as: Int.self)
    if size <= old { return piece }
    if piece == last {
      // The newest piece lies at the end of the chunk, and may still fit there.
      used = piece - CMarkArena.header - chunk
      last = nil
      let grown = taken(size)
      if grown != piece { memcpy(grown, piece, old) }
      return grown
    }
    let moved = taken(size)
    memcpy(moved, piece, old)
    return moved
  }

  private mutating func release(_ piece: UnsafeMutableRawPointer?) {
    guard let piece, piece == last else { return }
    used = piece - CMarkArena.header - chunk
    last = nil
  }
}
