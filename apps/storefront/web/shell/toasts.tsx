import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react'

type Toast = { readonly text: string; readonly tone: 'good' | 'bad' }
type Say = (text: string, tone?: Toast['tone']) => void

const ToastContext = createContext<Say>(() => {})

/** Says something in passing: seen for some seconds, and read out. */
export const useToast = (): Say => useContext(ToastContext)

export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const [toast, setToast] = useState<Toast>()
  const say = useCallback<Say>((text, tone = 'good') => setToast({ text, tone }), [])
  useEffect(() => {
    if (!toast) return
    const timer = setTimeout(() => setToast(undefined), toast.tone === 'bad' ? 8_000 : 4_000)
    return () => clearTimeout(timer)
  }, [toast])
  return (
    <ToastContext value={say}>
      {children}
      <div className="toasts" role="status" aria-live="polite">
        {toast && <p className={`toast ${toast.tone}`}>{toast.text}</p>}
      </div>
    </ToastContext>
  )
}
