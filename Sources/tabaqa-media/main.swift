internal import Glibc

/// `tabaqa-media MAX < photo > picture.jpg`: a smaller picture of a photo, and nothing of the photo but its pixels.
exit(64)
