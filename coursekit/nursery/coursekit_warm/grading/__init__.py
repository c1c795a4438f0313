"""Grades a notebook with its tests out of its process: they can be neither read nor forged there.

The cells run in a kernel; the tests run here, in the judge. ``wire`` carries values between the
two, ``agent`` answers in the kernel, ``remote`` stands here for what stays there.
"""
