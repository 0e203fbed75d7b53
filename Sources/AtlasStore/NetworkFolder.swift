import AtlasCore
import CSQLite

/// Tells folders that other machines may share. The write-ahead log needs memory that all its users share, so on such
/// a folder the database keeps a rollback journal: slower, and right.
enum NetworkFolder {
  static func holds(_ path: BytePath) -> Bool {
    magics.contains(path.withCString { atlas_file_system_type($0) })
  }

  /// NFS, SMB, SMB2, CIFS, Lustre, GPFS, Ceph, AFS, FUSE, 9P: `f_type` as statfs(2) lists them.
  private static let magics: Set<UInt32> = [
    0x6969, 0x517B, 0xFE53_4D42, 0xFF53_4D42, 0x0BD0_0BD0, 0x4750_4653, 0x00C3_6400, 0x5346_414F, 0x6573_5546,
    0x0102_1997,
  ]
}
