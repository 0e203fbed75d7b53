import AtlasCore

/// A folder's entries while they are gathered, and how they become packed bytes.
struct FolderDraft {
  typealias Record = PackedFolder.Record

  /// In the order of the packed form once sorted.
  var records: [Record] = []
  /// Each with its closing zero; records point into it.
  private(set) var names: [UInt8] = []

  mutating func append(_ name: UnsafeRawBufferPointer, kind: UInt8) {
    var record = Record()
    record.nameOffset = UInt32(names.count)
    record.nameLength = UInt16(truncatingIfNeeded: name.count)
    record.kind = kind
    names.append(contentsOf: name)
    names.append(0)
    records.append(record)
  }

  init() {}

  /// The entries of a packed folder, to change some of them.
  init(_ packed: PackedFolder) {
    packed.withContents { contents in
      records.reserveCapacity(packed.recordCount)
      names.reserveCapacity(Int(packed.header.namesLength))
      for index in 0..<packed.recordCount {
        var record = contents.record(index)
        let name = contents.name(record)
        record.nameOffset = UInt32(names.count)
        names.append(contentsOf: name)
        names.append(0)
        records.append(record)
      }
    }
  }

  func name(_ record: Record) -> [UInt8] {
    let start = Int(record.nameOffset)
    return Array(names[start..<(start + Int(record.nameLength))])
  }

  /// Subfolders, links, files; each by the bytes of its name, whatever order the kernel gave.
  mutating func sort() {
    names.withUnsafeBytes { names in
      records.sort { left, right in
        let (group, other) = (FolderDraft.group(left.kind), FolderDraft.group(right.kind))
        if group != other { return group < other }
        return FolderDraft.compare(names, left, right) < 0
      }
    }
  }

  /// The packed form. `keeping` leaves out records; names are written anew, so equal content gives equal bytes.
  func packed(
    _ header: PackedFolder.Header, leavingOut isDropped: (Int) -> Bool = { _ in false }
  ) -> [UInt8] {
    var header = header
    var kept: [Record] = []
    kept.reserveCapacity(records.count)
    var keptNames: [UInt8] = []
    keptNames.reserveCapacity(names.count)
    (header.folderCount, header.linkCount, header.fileCount) = (0, 0, 0)
    for (index, record) in records.enumerated() where !isDropped(index) {
      var record = record
      let start = Int(record.nameOffset)
      record.nameOffset = UInt32(keptNames.count)
      keptNames += names[start...(start + Int(record.nameLength))]
      kept.append(record)
      switch FolderDraft.group(record.kind) {
      case 0: header.folderCount += 1
      case 1: header.linkCount += 1
      default: header.fileCount += 1
      }
    }
    header.namesLength = UInt32(keptNames.count)
    header.fingerprint = FolderDraft.fingerprint(kept, keptNames)
    return FolderDraft.assemble(header, kept, keptNames)
  }

  private static func assemble(_ header: PackedFolder.Header, _ records: [Record], _ names: [UInt8])
    -> [UInt8]
  {
    let size = PackedFolder.headerSize + records.count * PackedFolder.recordSize + names.count
    return [UInt8](unsafeUninitializedCapacity: size + PackedFolder.checksumSize) { buffer, count in
      let raw = UnsafeMutableRawBufferPointer(buffer)
      raw.storeBytes(of: header, as: PackedFolder.Header.self)
      let body = raw.baseAddress! + PackedFolder.headerSize
      records.withUnsafeBytes {
        if let base = $0.baseAddress { body.copyMemory(from: base, byteCount: $0.count) }
      }
      let rest = body + records.count * PackedFolder.recordSize
      names.withUnsafeBytes {
        if let base = $0.baseAddress { rest.copyMemory(from: base, byteCount: $0.count) }
      }
      let checksum = PackedFolder.checksum(UnsafeRawBufferPointer(rebasing: raw[..<size]))
      raw.storeBytes(of: checksum, toByteOffset: size, as: UInt64.self)
      count = size + PackedFolder.checksumSize
    }
  }

  /// Over names and digests of the files in the order of their names; zero where there is none.
  private static func fingerprint(_ records: [Record], _ names: [UInt8]) -> Digest {
    var files = records.filter(\.isFile)
    if files.isEmpty { return .zero }
    return names.withUnsafeBytes { names in
      // Files and linked files are two sorted groups.
      files.sort { compare(names, $0, $1) < 0 }
      var bytes: [UInt8] = []
      bytes.reserveCapacity(files.count * 64)
      for file in files {
        let start = Int(file.nameOffset)
        bytes.append(contentsOf: names[start...(start + Int(file.nameLength))])
        withUnsafeBytes(of: file.digest) { bytes.append(contentsOf: $0) }
      }
      return Digest(of: bytes)
    }
  }

  static func group(_ kind: UInt8) -> Int {
    switch kind {
    case Record.folder: 0
    case Record.link, Record.linkedFile: 1
    default: 2
    }
  }

  private static func compare(_ names: UnsafeRawBufferPointer, _ left: Record, _ right: Record) -> Int32 {
    ByteOrder.compare(
      UnsafeRawBufferPointer(start: names.baseAddress! + Int(left.nameOffset), count: Int(left.nameLength)),
      UnsafeRawBufferPointer(start: names.baseAddress! + Int(right.nameOffset), count: Int(right.nameLength)))
  }
}
