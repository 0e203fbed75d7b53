import AtlasSystem

extension ScanProblem {
  /// Whether something that should be built cannot be read. The rest, such as a link to nothing, is only said.
  var isOfPage: Bool {
    switch reason {
    case .unreadableFile, .unreadableFolder, .tooLarge, .vanished: true
    case .missingRoot, .rootOutside, .danglingLink, .linkOutOfRoot, .linkLoop, .pathTooLong, .unstable: false
    }
  }
}
