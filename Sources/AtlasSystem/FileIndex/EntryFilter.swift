import AtlasCore
import Glibc

/// Decides which names of a folder are kept, and as what.
struct EntryFilter {
  private let settings: WalkSettings
  private let include: GlobSet.Position
  private let exclude: GlobSet.Position

  init(_ settings: WalkSettings, folder: BytePath) {
    self.settings = settings
    include = settings.include.position(inFolder: folder)
    exclude = settings.exclude.position(inFolder: folder)
  }

  /// The kind of the record, or nil for what does not matter: hidden, excluded, not included, neither file nor folder
  /// nor link.
  func kind(_ name: UnsafeRawBufferPointer, _ kind: FolderListing.Kind, in folder: Int32) -> UInt8? {
    if name[0] == UInt8(ascii: ".") { return nil }
    switch kind == .unknown ? look(name, in: folder) : kind {
    case .file: return wantsFile(name) ? PackedFolder.Record.file : nil
    case .folder: return wantsFolder(name) ? PackedFolder.Record.folder : nil
    // What a link leads to is not known yet, so its name may still be that of a file or of a folder.
    case .link: return wantsFile(name) || wantsFolder(name) ? PackedFolder.Record.link : nil
    case .other, .unknown: return nil
    }
  }

  func wantsFile(_ name: UnsafeRawBufferPointer) -> Bool {
    settings.include.matches(after: include, name: name)
      && !isExcluded(name)
  }

  func isExcluded(_ name: UnsafeRawBufferPointer) -> Bool {
    !settings.exclude.isEmpty && settings.exclude.matches(after: exclude, name: name)
  }

  func wantsFolder(_ name: UnsafeRawBufferPointer) -> Bool {
    guard settings.include.canMatch(below: settings.include.position(after: include, folder: name)) else {
      return false
    }
    if settings.exclude.isEmpty { return true }
    return !settings.exclude.matches(after: exclude, name: name)
      && !settings.exclude.matchesEverything(below: settings.exclude.position(after: exclude, folder: name))
  }

  private func look(_ name: UnsafeRawBufferPointer, in folder: Int32) -> FolderListing.Kind {
    var raw = stat()
    let failed = SystemPath.withCString(Array(name)) { fstatat(folder, $0, &raw, AT_SYMLINK_NOFOLLOW) != 0 }
    // What cannot even be asked about is taken for a file; reading it will say why.
    if failed { return .file }
    return switch FileStatus.kind(ofMode: raw.st_mode) {
    case .file: .file
    case .folder: .folder
    case .link: .link
    case .other: .other
    }
  }
}

/// Which entry of the index a listed name continues.
enum FolderAncestry {
  /// For each record its position among the files of `previous`, or -1. Both are sorted, so one pass is enough.
  static func of(_ draft: FolderDraft, in previous: PackedFolder?) -> [Int32] {
    var ancestry = [Int32](repeating: -1, count: draft.records.count)
    guard let previous, !previous.isSingleFile else { return ancestry }
    previous.withContents { contents in
      draft.names.withUnsafeBytes { names in
        var position = previous.files.lowerBound
        for (index, record) in draft.records.enumerated() where record.kind == PackedFolder.Record.file {
          let name = UnsafeRawBufferPointer(
            start: names.baseAddress! + Int(record.nameOffset), count: Int(record.nameLength))
          while position < previous.files.upperBound {
            let order = ByteOrder.compare(contents.name(contents.record(position)), name)
            if order == 0 { ancestry[index] = Int32(position) }
            if order >= 0 { break }
            position += 1
          }
        }
      }
    }
    return ancestry
  }
}
