import AtlasCore

/// One folder of the file index in the form in which it is stored, and compared with the disk without being unpacked.
///
///     header   80 bytes: `Header`
///     records  56 bytes each: subfolders, then links, then files, each group sorted by the bytes of its names
///     names    each with a closing zero, so that they can be handed to the kernel where they lie
///     checksum 8 bytes: XXH3 of everything before
///
/// Numbers are in the byte order of the machine: the index never leaves it, and other bytes fail the magic number.
struct PackedFolder {
  struct Header: BitwiseCopyable {
    /// Holds the version of this layout: any change of it, or of what a record means, is a new number.
    static let currentMagic: UInt32 = 0xA71A_5101

    var magic = Header.currentMagic
    var flags: UInt32 = 0
    var folderCount: UInt32 = 0
    var linkCount: UInt32 = 0
    var fileCount: UInt32 = 0
    var namesLength: UInt32 = 0
    /// What was looked for: patterns and rules. Another selection needs another listing.
    var selection = Digest.zero
    var modified: Int64 = 0
    var changed: Int64 = 0
    var inode: UInt64 = 0
    /// Over names and digests of the files; zero where there is none.
    var fingerprint = Digest.zero

    /// The listing may be out of date although the folder's times are equal.
    static let racyListing: UInt32 = 1
    /// Not a folder, but one file that was named as a root; the path is the file's.
    static let singleFile: UInt32 = 2
  }

  struct Record: BitwiseCopyable {
    var stamp = FileStamp()
    var digest = Digest.zero
    var nameOffset: UInt32 = 0
    var nameLength: UInt16 = 0
    var kind = Record.file
    var flags: UInt8 = 0

    static let folder: UInt8 = 0
    /// A link that leads to no file we want.
    static let link: UInt8 = 1
    /// A link to a file, with that file's stamp and digest. Stands among the links.
    static let linkedFile: UInt8 = 2
    static let file: UInt8 = 3

    /// To be read again by the next scan, whatever its times say.
    static let racy: UInt8 = 1
    /// Its content is not known: not a file of the index, but a name to try again.
    static let unreadable: UInt8 = 2
    static let unstable: UInt8 = 4

    /// Whether it counts as a file of the index.
    var isFile: Bool { (kind == Record.file || kind == Record.linkedFile) && flags & Record.unreadable == 0 }
  }

  static let headerSize = 80
  static let recordSize = 56
  static let checksumSize = 8

  let bytes: [UInt8]
  let header: Header

  /// Nil when the bytes are not what `FolderDraft` packed: another version, cut short, damaged anywhere.
  init?(_ bytes: [UInt8]) {
    let header = bytes.withUnsafeBytes { PackedFolder.validated($0) }
    guard let header else { return nil }
    self.bytes = bytes
    self.header = header
  }

  var recordCount: Int { Int(header.folderCount) + Int(header.linkCount) + Int(header.fileCount) }
  var folders: Range<Int> { 0..<Int(header.folderCount) }
  var links: Range<Int> { folders.upperBound..<(folders.upperBound + Int(header.linkCount)) }
  var files: Range<Int> { links.upperBound..<recordCount }
  var isSingleFile: Bool { header.flags & Header.singleFile != 0 }

  /// The header alone, without looking at the rest: for sums over many folders.
  static func header(_ bytes: [UInt8]) -> Header? {
    guard bytes.count >= headerSize + checksumSize else { return nil }
    let header = bytes.withUnsafeBytes { $0.loadUnaligned(as: Header.self) }
    return header.magic == Header.currentMagic ? header : nil
  }

  /// Calls `body` with the records and names in place.
  func withContents<Result>(_ body: (Contents) -> Result) -> Result {
    bytes.withUnsafeBytes { body(Contents($0, recordCount: recordCount)) }
  }

  struct Contents {
    private let records: UnsafeRawPointer
    private let names: UnsafeRawPointer

    fileprivate init(_ bytes: UnsafeRawBufferPointer, recordCount: Int) {
      records = bytes.baseAddress! + PackedFolder.headerSize
      names = records + recordCount * PackedFolder.recordSize
    }

    @inline(__always)
    func record(_ index: Int) -> Record {
      records.loadUnaligned(fromByteOffset: index * PackedFolder.recordSize, as: Record.self)
    }

    /// The name with its closing zero.
    @inline(__always)
    func cString(_ record: Record) -> UnsafePointer<CChar> {
      (names + Int(record.nameOffset)).assumingMemoryBound(to: CChar.self)
    }

    func name(_ record: Record) -> UnsafeRawBufferPointer {
      UnsafeRawBufferPointer(start: names + Int(record.nameOffset), count: Int(record.nameLength))
    }
  }

  private static func validated(_ bytes: UnsafeRawBufferPointer) -> Header? {
    guard bytes.count >= headerSize + checksumSize else { return nil }
    let header = bytes.loadUnaligned(as: Header.self)
    let counts = [header.folderCount, header.linkCount, header.fileCount].map(Int.init)
    let recordCount = counts.reduce(0, +)
    let namesLength = Int(header.namesLength)
    guard header.magic == Header.currentMagic,
      bytes.count == headerSize + recordCount * recordSize + namesLength + checksumSize,
      checksum(UnsafeRawBufferPointer(rebasing: bytes.dropLast(checksumSize)))
        == bytes.loadUnaligned(fromByteOffset: bytes.count - checksumSize, as: UInt64.self)
    else { return nil }
    // The checksum is right, so this is what somebody wrote; that it may be used without looking is checked still.
    let names = headerSize + recordCount * recordSize
    for index in 0..<recordCount {
      let record = bytes.loadUnaligned(fromByteOffset: headerSize + index * recordSize, as: Record.self)
      let end = Int(record.nameOffset) + Int(record.nameLength)
      guard record.nameLength > 0, end < namesLength, bytes[names + end] == 0 else { return nil }
    }
    return header
  }

  static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 { Digest(of: bytes).low }
}

/// What the kernel says of a file, as far as equality of content is judged by it.
struct FileStamp: BitwiseCopyable, Hashable {
  var size: Int64 = 0
  var modified: Int64 = 0
  var changed: Int64 = 0
  var inode: UInt64 = 0

  init() {}

  init(_ status: FileStatus) {
    size = status.size
    modified = status.modified
    changed = status.changed
    inode = status.inode
  }
}
