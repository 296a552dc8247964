'use client'

import { Component, type ReactNode } from 'react'

/** Shows something else (or nothing) in place of children that fail, and keeps the failure from what stands around them. */
export class Contained extends Component<{ children: ReactNode; instead?: ReactNode }, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    return this.state.failed ? (this.props.instead ?? null) : this.props.children
  }
}
