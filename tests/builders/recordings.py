"""The beginnings of recordings, as far as anybody looks at them."""

MP3 = b"ID3\x04\x00\x00\x00\x00\x00\x00" + bytes(300)
WAV = b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(300)
OGG = b"OggS\x00\x02" + bytes(300)
WEBM = b"\x1a\x45\xdf\xa3\x9f\x42\x86" + bytes(300)
MP4 = b"\x00\x00\x00\x20ftypisom" + bytes(300)
