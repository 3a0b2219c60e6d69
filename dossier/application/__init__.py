"""Material 2, the application form (attachment 2), as its paper table. Knows no upload and no other material."""
