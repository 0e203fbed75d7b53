import AtlasCore

extension LibrarySubject {
  /// A link with its number among the references of its page.
  struct NumberedLink {
    var number: Int
    var reference: PageReferences.Link
  }

  /// Links to a file that is not there, with the paths at which it was looked for.
  var brokenLinks: [(page: Int, link: NumberedLink, files: [BytePath])] {
    forEachLink { page, link in
      guard case .files(let files) = resolver.target(of: link.reference, on: page),
        !files.contains(where: existing.contains)
      else { return nil }
      return (page, link, files)
    }
  }

  /// Links into a page at a place that it does not have.
  var brokenAnchors: [(page: Int, link: NumberedLink, target: Int, fragment: String)] {
    forEachLink { page, link in
      guard link.reference.destination.utf8.contains(UInt8(ascii: "#")),
        case .page(let target) = resolver.target(of: link.reference, on: page),
        case .local(let address) = LinkAddress(link.reference.destination), let fragment = address.fragment,
        !pages[target].isUnknown, pages[target].path.fileExtension != "mmd",
        !pages[target].references.anchors.contains(fragment)
      else { return nil }
      return (page, link, target, fragment)
    }
  }

  private func forEachLink<Found>(_ judge: (Int, NumberedLink) -> Found?) -> [Found] {
    pages.enumerated().flatMap { page, laid in
      laid.references.links.enumerated().compactMap { judge(page, NumberedLink(number: $0, reference: $1)) }
    }
  }
}
